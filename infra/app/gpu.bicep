// Models on serverless GPUs, scaled to zero between runs: Container Apps that can be reached from the virtual network only.
// vLLM serves open generative models, whose weights are on a share. The inference server serves contrastive models;
// `azd deploy inference` adds it (../inference.bicep).

import { gpuModel, hubSecret, roles } from 'shared.bicep'

@description('Token that makes names unique.')
@minLength(13)
param token string

@description('Region; it must offer the GPUs.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet of the environment.')
param subnetId string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Id of the principal of the apps, which may read the store.')
param principalId string

@description('Generative models; one app for each.')
param models gpuModel[]

@description('Image of vLLM.')
param vllmImage string

@description('The secret with the Hugging Face token, and the identity that reads it; null for none.')
param hubToken hubSecret?

@description('Folders under models/ of the store that the inference server serves; empty for no such app. azd deploys it: ../inference.bicep.')
param inferenceModels string[]

@description('GPU of the inference server.')
@allowed(['T4', 'A100'])
param inferenceGpu string

var abbreviations = loadJsonContent('../abbreviations.json')
var gpus = union(map(models, model => model.gpu), empty(inferenceModels) ? [] : [inferenceGpu])
var profileTypes = { T4: 'Consumption-GPU-NC8as-T4', A100: 'Consumption-GPU-NC24-A100' }

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: '${abbreviations.containerRegistryRegistries}${token}'
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false, anonymousPullEnabled: false }
}

resource pullGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, token, roles.acrPull)
  scope: registry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

// Weights are larger than the 8 GiB disk of a replica, and are read again at every start. NFS has no keys or identities, so
// only the subnet has access; and it is not HTTPS.
resource weights 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: '${abbreviations.storageStorageAccounts}gpu${token}'
  location: location
  tags: tags
  kind: 'FileStorage'
  sku: { name: 'Premium_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: false
    networkAcls: { bypass: 'None', defaultAction: 'Deny', virtualNetworkRules: [{ id: subnetId, action: 'Allow' }] }
  }

  resource files 'fileServices' = {
    name: 'default'

    resource share 'shares' = {
      name: 'weights'
      properties: { enabledProtocols: 'NFS', rootSquash: 'NoRootSquash', shareQuota: 256 }
    }
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: '${abbreviations.appManagedEnvironments}${token}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { internal: true, infrastructureSubnetId: subnetId }
    workloadProfiles: concat(
      [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
      map(gpus, gpu => { name: gpu, workloadProfileType: profileTypes[gpu] })
    )
  }

  resource share 'storages' = {
    name: 'weights'
    properties: {
      nfsAzureFile: {
        accessMode: 'ReadWrite'
        server: '${weights.name}.file.${az.environment().suffixes.storage}'
        shareName: '/${weights.name}/${weights::files::share.name}'
      }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: environment
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

module names 'app-names.bicep' = {
  params: {
    domain: environment.properties.defaultDomain
    address: environment.properties.staticIp
    networkId: networkId
    tags: tags
  }
}

module vllm 'vllm.bicep' = [
  for model in models: {
    params: {
      location: location
      tags: tags
      environmentId: environment.id
      weightsStorage: environment::share.name
      image: vllmImage
      hubToken: hubToken
      model: model
    }
  }
]

@description('Origins of the apps. A manifest adds /v1.')
output origins string[] = concat(
  map(models, model => 'https://${model.name}.${environment.properties.defaultDomain}'),
  empty(inferenceModels) ? [] : ['https://inference.${environment.properties.defaultDomain}']
)

@description('Resource id of the environment.')
output environmentId string = environment.id

@description('The registry for the inference server\'s image.')
output registryServer string = registry.properties.loginServer
