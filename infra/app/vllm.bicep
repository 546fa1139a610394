// One generative model behind vLLM, scaled to zero.

import { gpuModel, gpuSizes, hubSecret } from 'shared.bicep'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the environment.')
param environmentId string

@description('Name of the environment\'s storage with the weights.')
param weightsStorage string

@description('Image of vLLM.')
param image string

@description('The secret with the Hugging Face token, and the identity that reads it; null for none.')
param hubToken hubSecret?

@description('The model.')
param model gpuModel

var port = 8000

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: model.name
  location: location
  tags: tags
  identity: empty(hubToken) ? null : { type: 'UserAssigned', userAssignedIdentities: { '${hubToken!.identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: model.gpu
    configuration: {
      activeRevisionsMode: 'Single'
      // The platform uses this identity to read the token; the container cannot sign in with it.
      identitySettings: empty(hubToken) ? [] : [{ identity: hubToken!.identityId, lifecycle: 'None' }]
      secrets: empty(hubToken)
        ? []
        : [{ name: 'hub-token', keyVaultUrl: hubToken!.secretUrl, identity: hubToken!.identityId }]
      // The environment is internal: "external" means the virtual network, not the internet.
      ingress: { external: true, targetPort: port, transport: 'http', allowInsecure: false }
    }
    template: {
      containers: [
        {
          name: 'vllm'
          image: image
          args: concat(
            ['--model', model.model, '--port', string(port), '--limit-mm-per-prompt', '{"image": 1}'],
            // A T4 has no bfloat16.
            model.gpu == 'T4' ? ['--dtype', 'half'] : [],
            model.?arguments ?? []
          )
          // The first start downloads the weights to the share; later starts read them from there.
          env: concat(
            [{ name: 'HF_HOME', value: '/weights' }],
            empty(hubToken) ? [] : [{ name: 'HF_TOKEN', secretRef: 'hub-token' }]
          )
          resources: gpuSizes[model.gpu]
          volumeMounts: [{ volumeName: 'weights', mountPath: '/weights' }]
          probes: [
            // Ten times two minutes, because loading the weights takes long.
            {
              type: 'Startup'
              httpGet: { path: '/health', port: port }
              periodSeconds: 120
              failureThreshold: 10
              timeoutSeconds: 5
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health', port: port }
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
        // The same as gpu.warm in a manifest: 5 minutes.
        cooldownPeriod: 300
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '100' } } }]
      }
      volumes: [{ name: 'weights', storageType: 'NfsAzureFile', storageName: weightsStorage }]
    }
  }
}
