targetScope = 'subscription'

import { gpuModel } from 'app/shared.bicep'

// What can be chosen, and what a user or a hook needs to know afterwards; app/resources.bicep is what is made of it.

@description('Name of the azd environment; every name follows from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything but, where another is given, Azure OpenAI. These have Functions Flex Consumption.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of whoever deploys: gets the roles to fill the store and the vault. Empty for nobody.')
param principalId string = ''

@description('What kind of principal that is.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param principalType string = 'User'

@description('Name of the store\'s blob container.')
@minLength(3)
@maxLength(63)
param containerName string = 'mubench'

@description('Days after which a run that nobody writes to is deleted. Answers are kept.')
@minValue(1)
param runRetentionDays int = 365

@description('Maximum of on-demand instances of each group of functions: HTTP, Durable, and the queue of manifests are three. Fewer than 40 are refused in most regions.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always running, and billed, of the HTTP and of the Durable functions each.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Memory of an instance in MB. Contrastive models of more than about 500 MB want 4096.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most groups of shards of one model that are evaluated at once.')
@minValue(1)
@maxValue(1000)
param maxParallelShards int = 8

@description('Endpoints that manifests may call besides those of the providers, separated by semicolons.')
param allowedEndpoints string = ''

@description('Name of the Durable Functions task hub: letters and digits, a letter first.')
@minLength(3)
@maxLength(45)
param taskHubName string = 'mubench'

@description('Gigabytes of telemetry a day at most.')
@minValue(1)
param telemetryDailyGb int = 1

@description('Address that is told of failed runs and of manifests that cannot be taken in; empty for no alerts.')
param alertEmail string = ''

@description('Whether to take back a key vault of this environment that was deleted in the last 7 days. hooks/preprovision finds out.')
param recoverKeyVault bool = false

@description('Whether orchestrations are kept by a Durable Task Scheduler in place of storage queues and tables.')
param schedulerEnabled bool = false

@description('Whether to create an Azure OpenAI account with one model.')
param openAiEnabled bool = false

@description('Region of the Azure OpenAI account; empty for that of the rest.')
param openAiLocation string = ''

@description('Model to deploy; the deployment has its name. It must take images.')
param openAiModel string = 'gpt-5-mini'

@description('Version of the model.')
param openAiModelVersion string = '2025-08-07'

@description('Kind of deployment, as the region offers it.')
param openAiSku string = 'GlobalStandard'

@description('Quota of the deployment, in thousands of tokens a minute.')
@minValue(1)
param openAiCapacity int = 100

@description('Whether storage, vault and models are closed to the internet, and reached over a virtual network.')
param vnetEnabled bool = false

@description('Public IPv4 addresses that are let in all the same, separated by commas; yours, to import datasets.')
param allowedIpAddresses string = ''

@description('Whether models run on serverless GPUs. Wants a region that has them, a quota, and vnetEnabled.')
param gpuEnabled bool = false

@description('Generative models on GPUs: [{ "name": "qwen", "model": "Qwen/Qwen2.5-VL-7B-Instruct", "gpu": "A100", "arguments": [] }].')
param gpuModels gpuModel[] = []

@description('Secret of the vault with the Hugging Face token that gated weights are downloaded with; empty for none.')
param hubTokenName string = ''

@description('Image of vLLM.')
param vllmImage string = 'docker.io/vllm/vllm-openai:v0.11.2'

@description('Folders under models/ of the store that the inference server serves, separated by commas; empty for no such app.')
param inferenceModels string = ''

@description('GPU of the inference server.')
@allowed(['T4', 'A100'])
param inferenceGpu string = 'T4'

var abbreviations = loadJsonContent('abbreviations.json')
var tags = { 'azd-env-name': environmentName }
// The apps are reachable from within a virtual network alone.
var closed = gpuEnabled && !vnetEnabled
  ? fail('MUBENCH_GPU=true wants MUBENCH_VNET=true: models on GPUs are reached over the virtual network alone. Run: azd env set MUBENCH_VNET true')
  : vnetEnabled

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourcesResourceGroups}${environmentName}'
  location: location
  tags: tags
}

module resources 'app/resources.bicep' = {
  scope: group
  params: {
    token: toLower(uniqueString(subscription().id, environmentName, location))
    location: location
    tags: tags
    deployer: { id: principalId, type: principalType }
    // Without a virtual network there is nothing to let anybody into.
    perimeter: {
      closed: closed
      allowedAddresses: closed && !empty(allowedIpAddresses)
        ? map(split(allowedIpAddresses, ','), address => trim(address))
        : []
    }
    store: { containerName: containerName, runRetentionDays: runRetentionDays }
    instances: { maximumCount: maximumInstanceCount, memoryMB: instanceMemoryMB, alwaysReady: alwaysReadyInstances }
    runs: { maxParallelShards: maxParallelShards, allowedEndpoints: allowedEndpoints }
    telemetryDailyGb: telemetryDailyGb
    alertEmail: alertEmail
    recoverKeyVault: recoverKeyVault
    taskHubName: taskHubName
    schedulerEnabled: schedulerEnabled
    openAiEnabled: openAiEnabled
    openAiLocation: empty(openAiLocation) ? location : openAiLocation
    gpu: {
      enabled: gpuEnabled
      models: gpuModels
      vllmImage: vllmImage
      hubTokenName: hubTokenName
      inferenceModels: filter(map(split(inferenceModels, ','), model => trim(model)), model => !empty(model))
      inferenceGpu: inferenceGpu
    }
    openAiModel: { name: openAiModel, version: openAiModelVersion, sku: openAiSku, capacity: openAiCapacity }
  }
}

@description('Region.')
output AZURE_LOCATION string = location

@description('Tenant whose identities are let in.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Resource group of everything.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output AZURE_FUNCTION_APP_NAME string = resources.outputs.functionAppName

@description('URL of the function app.')
output MUBENCH_URL string = resources.outputs.url

@description('The store, as the command line takes it.')
output MUBENCH_STORE string = resources.outputs.storeUrl

@description('Resource id of the store\'s container, to give others a role on.')
output MUBENCH_STORE_ID string = resources.outputs.storeId

@description('Resource id of the container of events that could not be delivered.')
output MUBENCH_DEAD_LETTERS_ID string = resources.outputs.deadLettersId

@description('URI of the vault of provider keys.')
output MUBENCH_KEY_VAULT string = resources.outputs.keyVaultUri

@description('Name of the vault of provider keys.')
output AZURE_KEY_VAULT_NAME string = resources.outputs.keyVaultName

@description('Name of the Durable Functions task hub.')
output TASKHUB_NAME string = taskHubName

@description('Endpoint of the Durable Task Scheduler; empty without one.')
output DURABLE_TASK_SCHEDULER_ENDPOINT string = resources.outputs.schedulerEndpoint

@description('Endpoint of Azure OpenAI; empty without it.')
output AZURE_OPENAI_ENDPOINT string = resources.outputs.openAiEndpoint

@description('Deployment of Azure OpenAI; empty without it.')
output AZURE_OPENAI_DEPLOYMENT string = resources.outputs.openAiDeployment

@description('Public address that the app calls from; empty without a virtual network.')
output MUBENCH_OUTBOUND_ADDRESS string = resources.outputs.outboundAddress

@description('Endpoints of models on GPUs, separated by semicolons; empty without them.')
output MUBENCH_GPU_ENDPOINTS string = resources.outputs.gpuEndpoints

@description('The registry of the inference server\'s image; empty without GPUs.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryServer

@description('The environment of the models on GPUs; empty without GPUs. This and what follows is for inference.bicep.')
output MUBENCH_GPU_ENVIRONMENT_ID string = resources.outputs.inference.environmentId

@description('The identity of the inference server; empty without GPUs.')
output MUBENCH_GPU_IDENTITY_ID string = resources.outputs.inference.identityId

@description('Client id of that identity; empty without GPUs.')
output MUBENCH_GPU_IDENTITY_CLIENT_ID string = resources.outputs.inference.identityClientId

@description('The account of the store that its models are copied from; empty without GPUs.')
output MUBENCH_GPU_STORE_ACCOUNT string = resources.outputs.inference.storeAccountName
