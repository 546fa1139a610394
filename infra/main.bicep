targetScope = 'subscription'

import { gpuModel } from 'app/shared.bicep'

// Parameters and outputs of the deployment. app/resources.bicep creates the resources.

@description('Name of the azd environment; all names are derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources; Azure OpenAI may have another one. These regions offer Functions Flex Consumption.')
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

@description('Object id of the principal that deploys. It gets the roles to fill the store and the vault. Empty to assign no roles.')
param principalId string = ''

@description('Kind of this principal.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param principalType string = 'User'

@description('Name of the store\'s blob container.')
@minLength(3)
@maxLength(63)
param containerName string = 'mubench'

@description('Days after which a run is deleted if it is not written to. Responses are kept.')
@minValue(1)
param runRetentionDays int = 365

@description('Maximum number of on-demand instances of each group of functions. There are three groups: HTTP, Durable, and the queue of manifests. Most regions refuse fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Number of instances that are always running, and billed, for the HTTP functions and for the Durable functions each.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Memory of an instance in MB. Contrastive models of more than about 500 MB need 4096.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Number of activities that an instance runs at once. What it does not take waits in the queue, and more instances are started for it.')
@minValue(1)
@maxValue(100)
param activitiesPerInstance int = 4

@description('Maximum number of spans of one model that are evaluated at once, by all instances.')
@minValue(1)
@maxValue(1000)
param maxParallelShards int = 64

@description('Endpoints that manifests may call in addition to those of the providers, separated by semicolons.')
param allowedEndpoints string = ''

@description('Name of the Durable Functions task hub: letters and digits, beginning with a letter.')
@minLength(3)
@maxLength(45)
param taskHubName string = 'mubench'

@description('Daily limit of telemetry in gigabytes.')
@minValue(1)
param telemetryDailyGb int = 1

@description('E-mail address for alerts about failed runs and manifests that cannot be accepted; empty for no alerts.')
param alertEmail string = ''

@description('Whether to recover a key vault of this environment that was deleted in the last 7 days. hooks/preprovision sets it.')
param recoverKeyVault bool = false

@description('Whether people sign in to the console with Microsoft Entra. Otherwise the console is closed.')
param signInEnabled bool = true

@description('Client id of the app registration with which people sign in; while it is empty, the console is closed. hooks/preprovision makes the registration.')
param signInClientId string = ''

@description('Whether a Durable Task Scheduler stores the orchestrations, in place of storage queues and tables.')
param schedulerEnabled bool = false

@description('Whether to create an Azure OpenAI account with one model.')
param openAiEnabled bool = false

@description('Region of the Azure OpenAI account; empty for the region of the other resources.')
param openAiLocation string = ''

@description('Model to deploy; the deployment has the same name. It must accept images.')
param openAiModel string = 'gpt-5-mini'

@description('Version of the model.')
param openAiModelVersion string = '2025-08-07'

@description('Kind of deployment; the region must offer it.')
param openAiSku string = 'GlobalStandard'

@description('Quota of the deployment, in thousands of tokens per minute.')
@minValue(1)
param openAiCapacity int = 100

@description('Whether storage, vault and models are closed to the internet and used over a virtual network.')
param vnetEnabled bool = false

@description('Public IPv4 addresses that have access although the endpoints are closed, separated by commas; yours, to import datasets.')
param allowedIpAddresses string = ''

@description('Whether models run on serverless GPUs. Needs a region that offers them, a quota, and vnetEnabled.')
param gpuEnabled bool = false

@description('Generative models on GPUs: [{ "name": "qwen", "model": "Qwen/Qwen2.5-VL-7B-Instruct", "gpu": "A100", "arguments": [] }].')
param gpuModels gpuModel[] = []

@description('Name of the vault\'s secret with the Hugging Face token for gated weights; empty for none.')
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
// The apps can be reached from within a virtual network only.
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
    // Without a virtual network the endpoints are open, so no address needs an exception.
    perimeter: {
      closed: closed
      allowedAddresses: closed && !empty(allowedIpAddresses)
        ? map(split(allowedIpAddresses, ','), address => trim(address))
        : []
    }
    store: { containerName: containerName, runRetentionDays: runRetentionDays }
    instances: {
      maximumCount: maximumInstanceCount
      memoryMB: instanceMemoryMB
      alwaysReady: alwaysReadyInstances
      activities: activitiesPerInstance
    }
    runs: { maxParallelShards: maxParallelShards, allowedEndpoints: allowedEndpoints }
    telemetryDailyGb: telemetryDailyGb
    alertEmail: alertEmail
    recoverKeyVault: recoverKeyVault
    taskHubName: taskHubName
    schedulerEnabled: schedulerEnabled
    signInClientId: signInEnabled ? signInClientId : ''
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

@description('Region of the resources.')
output AZURE_LOCATION string = location

@description('Tenant whose identities have access.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('Resource group of all resources.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output AZURE_FUNCTION_APP_NAME string = resources.outputs.functionAppName

@description('URL of the function app.')
output MUBENCH_URL string = resources.outputs.url

@description('The store, in the form that the command line accepts.')
output MUBENCH_STORE string = resources.outputs.storeUrl

@description('Resource id of the store\'s container, for further role assignments.')
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

@description('Name of the deployment of Azure OpenAI; empty without it.')
output AZURE_OPENAI_DEPLOYMENT string = resources.outputs.openAiDeployment

@description('Public IP address of the app\'s outgoing calls; empty without a virtual network.')
output MUBENCH_OUTBOUND_ADDRESS string = resources.outputs.outboundAddress

@description('Endpoints of models on GPUs, separated by semicolons; empty without them.')
output MUBENCH_GPU_ENDPOINTS string = resources.outputs.gpuEndpoints

@description('The registry for the inference server\'s image; empty without GPUs.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registryServer

@description('The environment of the models on GPUs; empty without GPUs. This output and the next ones are for inference.bicep.')
output MUBENCH_GPU_ENVIRONMENT_ID string = resources.outputs.inference.environmentId

@description('The identity of the inference server; empty without GPUs.')
output MUBENCH_GPU_IDENTITY_ID string = resources.outputs.inference.identityId

@description('Client id of that identity; empty without GPUs.')
output MUBENCH_GPU_IDENTITY_CLIENT_ID string = resources.outputs.inference.identityClientId

@description('The storage account from which its models are copied; empty without GPUs.')
output MUBENCH_GPU_STORE_ACCOUNT string = resources.outputs.inference.storeAccountName
