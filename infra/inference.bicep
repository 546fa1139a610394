// Deployed by `azd deploy inference` after the server's image is built: its container app, with image and settings in one revision.
// Provisioning (main.bicep) has created the environment, the registry and the identity; its outputs are the parameters.

@description('Name of the azd environment.')
param environmentName string

@description('Region of the environment.')
param location string

@description('Resource id of the environment of the models on GPUs. It exists if MUBENCH_GPU and MUBENCH_VNET are true.')
@minLength(1)
param environmentId string

@description('Resource id of the identity that pulls the image and reads the store.')
@minLength(1)
param identityId string

@description('Client id of that identity.')
@minLength(1)
param identityClientId string

@description('The registry of the image.')
@minLength(1)
param registryServer string

@description('The image that azd built.')
@minLength(1)
param image string

@description('Kind of GPU.')
@allowed(['T4', 'A100'])
param gpu string

@description('Name of the store\'s account.')
@minLength(1)
param storeAccountName string

@description('Name of the store\'s container.')
param containerName string

@description('Folders under models/ of the store, separated by commas.')
@minLength(1)
param models string

module app 'app/inference.bicep' = {
  params: {
    location: location
    tags: { 'azd-env-name': environmentName }
    environmentId: environmentId
    identityId: identityId
    identityClientId: identityClientId
    registryServer: registryServer
    image: image
    gpu: gpu
    storeAccountName: storeAccountName
    containerName: containerName
    models: filter(map(split(models, ','), model => trim(model)), model => !empty(model))
  }
}
