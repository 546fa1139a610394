// The inference server (src/Inference) on a GPU, scaled to zero. At each start it copies its models from the store with its
// identity; they are small compared with the 8 GiB disk of a replica.

import { gpuSizes } from 'shared.bicep'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the environment.')
param environmentId string

@description('Resource id of the identity that pulls the image and reads the store.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('The registry of the image.')
param registryServer string

@description('The image, with its registry and tag.')
param image string

@description('Kind of GPU.')
@allowed(['T4', 'A100'])
param gpu string

@description('Name of the store\'s account.')
param storeAccountName string

@description('Name of the store\'s container.')
param containerName string

@description('Folders under models/ of the store.')
param models string[]

var port = 8080
var folder = '/store'

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'inference'
  location: location
  tags: union(tags, { 'azd-service-name': 'inference' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: gpu
    configuration: {
      activeRevisionsMode: 'Single'
      identitySettings: [{ identity: identityId, lifecycle: 'Init' }]
      // The environment is internal: "external" means the virtual network, not the internet.
      ingress: { external: true, targetPort: port, transport: 'http', allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
    }
    template: {
      initContainers: [
        {
          name: 'models'
          image: 'mcr.microsoft.com/azure-cli:2.78.0'
          command: ['/bin/sh', '-ec']
          args: [
            'az login --identity --client-id "$CLIENT" --output none; for model in $MODELS; do az storage blob download-batch --auth-mode login --account-name "$ACCOUNT" --source "$CONTAINER" --pattern "models/$model/*" --destination ${folder} --output none; done'
          ]
          env: [
            { name: 'ACCOUNT', value: storeAccountName }
            { name: 'CLIENT', value: identityClientId }
            { name: 'CONTAINER', value: containerName }
            { name: 'MODELS', value: join(models, ' ') }
          ]
          resources: { cpu: json('0.5'), memory: '1Gi' }
          volumeMounts: [{ volumeName: 'models', mountPath: folder }]
        }
      ]
      containers: [
        {
          name: 'inference'
          image: image
          env: [
            { name: 'MUBENCH_INFERENCE_MODELS', value: '${folder}/models' }
            { name: 'MUBENCH_INFERENCE_REQUIRE_GPU', value: 'true' }
          ]
          resources: gpuSizes[gpu]
          volumeMounts: [{ volumeName: 'models', mountPath: folder }]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/ready', port: port }
              periodSeconds: 30
              failureThreshold: 10
              timeoutSeconds: 5
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: port }
              periodSeconds: 5
              failureThreshold: 2
              timeoutSeconds: 5
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 30
              failureThreshold: 5
              timeoutSeconds: 10
            }
          ]
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: 1
        cooldownPeriod: 300
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '64' } } }]
      }
      volumes: [{ name: 'models', storageType: 'EmptyDir' }]
    }
  }
}
