// Everything in the resource group, and its role assignments.

import { firewall as firewallType, gpuModel, modelDeployment, principal, roles } from 'shared.bicep'

@description('Token that makes names unique; it is the same at every deployment.')
param token string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The principal that deploys. It gets the roles to fill the store and the vault.')
param deployer principal

@description('Access to the public endpoints of storage, vault and models. If they are closed, a virtual network is created.')
param perimeter firewallType

@description('The store: its container, and the retention of runs in days.')
param store { containerName: string, runRetentionDays: int }

@description('Instances of the function app.')
param instances { maximumCount: int, memoryMB: (512 | 2048 | 4096), alwaysReady: int, activities: int }

@description('Limits of every run.')
param runs { maxParallelShards: int, allowedEndpoints: string }

@description('Daily limit of telemetry in gigabytes.')
param telemetryDailyGb int

@description('E-mail address for alerts; empty for none.')
param alertEmail string

@description('Whether to recover a deleted key vault.')
param recoverKeyVault bool

@description('Name of the task hub.')
param taskHubName string

@description('Whether a Durable Task Scheduler stores the orchestrations.')
param schedulerEnabled bool

@description('Client id of the app registration with which people sign in to the console; empty for a closed console.')
param signInClientId string

@description('Whether to create an Azure OpenAI account.')
param openAiEnabled bool

@description('Region of the Azure OpenAI account.')
param openAiLocation string

@description('The model to deploy.')
param openAiModel modelDeployment

@description('Models on GPUs: whether there are any, and which ones. They need the virtual network.')
param gpu {
  enabled: bool
  models: gpuModel[]
  vllmImage: string
  hubTokenName: string
  inferenceModels: string[]
  inferenceGpu: ('T4' | 'A100')
}

var abbreviations = loadJsonContent('../abbreviations.json')
var hasGpu = gpu.enabled && perimeter.closed
var hasHubToken = hasGpu && !empty(gpu.hubTokenName)
var queueName = 'mubench-manifests'
var packageContainerName = 'app-package'
var app principal = { id: appIdentity.outputs.principalId, type: 'ServicePrincipal' }

module appIdentity 'identity.bicep' = {
  params: { name: '${abbreviations.managedIdentityUserAssignedIdentities}app-${token}', location: location, tags: tags }
}

module deliveryIdentity 'identity.bicep' = {
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}events-${token}'
    location: location
    tags: tags
  }
}

module gpuIdentity 'identity.bicep' = if (hasGpu) {
  params: { name: '${abbreviations.managedIdentityUserAssignedIdentities}gpu-${token}', location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  params: {
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${token}'
    componentName: '${abbreviations.insightsComponents}${token}'
    location: location
    tags: tags
    dailyQuotaGb: telemetryDailyGb
    senderPrincipalIds: [appIdentity.outputs.principalId]
  }
}

module alerts 'alerts.bicep' = if (!empty(alertEmail)) {
  params: {
    namePrefix: abbreviations.insightsAlertRules
    groupName: '${abbreviations.insightsActionGroups}${token}'
    location: location
    tags: tags
    componentId: monitoring.outputs.componentId
    email: alertEmail
    poisonQueueName: events.outputs.poisonQueueName
  }
}

// Storage of the Functions host: the package, its keys, the state of orchestrations. It is separate from the store, so that the
// broad roles that the host needs do not include datasets and results.
module hostStorage 'storage-account.bicep' = {
  params: {
    name: '${abbreviations.storageStorageAccounts}host${token}'
    location: location
    tags: tags
    firewall: perimeter
    containers: [packageContainerName]
    accountGrants: [
      { to: app, role: roles.storageBlobDataOwner }
      { to: app, role: roles.storageQueueDataContributor }
      { to: app, role: roles.storageTableDataContributor }
    ]
  }
}

// Datasets, models, responses, runs, manifests. Only runs expire: the same manifest makes a run again from the stored responses.
module storage 'storage-account.bicep' = {
  params: {
    name: '${abbreviations.storageStorageAccounts}${token}'
    location: location
    tags: tags
    firewall: perimeter
    containers: [store.containerName]
    recoveryDays: 7
    expiry: { prefix: '${store.containerName}/runs/', days: store.runRetentionDays }
    containerGrants: concat(
      [
        { container: store.containerName, to: app, role: roles.storageBlobDataContributor }
        { container: store.containerName, to: deployer, role: roles.storageBlobDataContributor }
      ],
      hasGpu
        ? [
            {
              container: store.containerName
              to: { id: gpuIdentity!.outputs.principalId, type: 'ServicePrincipal' }
              role: roles.storageBlobDataReader
            }
          ]
        : []
    )
  }
}

module events 'events.bicep' = {
  params: {
    accountName: '${abbreviations.storageStorageAccounts}events${token}'
    topicName: '${abbreviations.eventGridSystemTopics}${token}'
    location: location
    tags: tags
    storeId: storage.outputs.id
    containerName: store.containerName
    queueName: queueName
    deliveryIdentityId: deliveryIdentity.outputs.id
    sender: { id: deliveryIdentity.outputs.principalId, type: 'ServicePrincipal' }
    reader: app
  }
}

module keyVault 'key-vault.bicep' = {
  params: {
    name: '${abbreviations.keyVaultVaults}${token}'
    location: location
    tags: tags
    firewall: perimeter
    recover: recoverKeyVault
    appPrincipalId: appIdentity.outputs.principalId
    officer: deployer
    secretReaders: hasHubToken
      ? [{ secret: gpu.hubTokenName, to: { id: gpuIdentity!.outputs.principalId, type: 'ServicePrincipal' } }]
      : []
  }
}

module scheduler 'scheduler.bicep' = if (schedulerEnabled) {
  params: {
    name: '${abbreviations.durableTaskSchedulers}${token}'
    location: location
    tags: tags
    taskHubName: taskHubName
    users: [app, deployer]
  }
}

module openAi 'openai.bicep' = if (openAiEnabled) {
  params: {
    name: '${abbreviations.cognitiveServicesAccounts}${token}'
    location: openAiLocation
    tags: tags
    firewall: perimeter
    model: openAiModel
    users: [app, deployer]
  }
}

module network 'network.bicep' = if (perimeter.closed) {
  params: {
    name: '${abbreviations.networkVirtualNetworks}${token}'
    natGatewayName: '${abbreviations.networkNatGateways}${token}'
    addressName: '${abbreviations.networkPublicIPAddresses}${token}'
    location: location
    tags: tags
  }
}

module privateEndpoints 'private-endpoints.bicep' = if (perimeter.closed) {
  params: {
    namePrefix: '${abbreviations.networkPrivateEndpoints}${token}-'
    location: location
    tags: tags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    targets: concat(
      [
        { name: 'host-blob', resourceId: hostStorage.outputs.id, service: 'blob' }
        { name: 'host-queue', resourceId: hostStorage.outputs.id, service: 'queue' }
        { name: 'host-table', resourceId: hostStorage.outputs.id, service: 'table' }
        { name: 'store-blob', resourceId: storage.outputs.id, service: 'blob' }
        { name: 'vault', resourceId: keyVault.outputs.id, service: 'vault' }
      ],
      openAiEnabled ? [{ name: 'openai', resourceId: openAi!.outputs.id, service: 'account' }] : []
    )
  }
}

module gpuApps 'gpu.bicep' = if (hasGpu) {
  params: {
    token: token
    location: location
    tags: tags
    networkId: network!.outputs.id
    subnetId: network!.outputs.containerAppsSubnetId
    workspaceId: monitoring.outputs.workspaceId
    principalId: gpuIdentity!.outputs.principalId
    models: gpu.models
    vllmImage: gpu.vllmImage
    hubToken: hasHubToken
      ? { secretUrl: '${keyVault.outputs.uri}secrets/${gpu.hubTokenName}', identityId: gpuIdentity!.outputs.id }
      : null
    inferenceModels: gpu.inferenceModels
    inferenceGpu: gpu.inferenceGpu
  }
  dependsOn: [storage]
}

var gpuOrigins = hasGpu ? gpuApps!.outputs.origins : []

// In the virtual network these services have private addresses. The app calls a private address only if its host is listed by its
// full name. The entries are origins, while the endpoints in manifests also have a path.
var privateOrigins = concat(gpuOrigins, openAiEnabled && perimeter.closed ? [openAi!.outputs.endpoint] : [])

// The host reads its Durable settings from host.json; these settings override them.
var schedulerSettings = schedulerEnabled
  ? {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${appIdentity.outputs.clientId}'
    }
  : {}

module functions 'functions.bicep' = {
  params: {
    name: '${abbreviations.webSitesFunctions}${token}'
    planName: '${abbreviations.webServerFarms}${token}'
    location: location
    tags: tags
    serviceName: 'functions'
    identityId: appIdentity.outputs.id
    identityClientId: appIdentity.outputs.clientId
    deploymentContainerUrl: '${hostStorage.outputs.urls.blob}${packageContainerName}'
    hostStorage: hostStorage.outputs.urls
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    maximumInstanceCount: instances.maximumCount
    instanceMemoryMB: instances.memoryMB
    alwaysReadyInstances: instances.alwaysReady
    signInClientId: signInClientId
    subnetId: perimeter.closed ? network!.outputs.functionsSubnetId : ''
    settings: union(
      {
        // Replaces the value of host.json.
        AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions: string(instances.activities)
        MUBENCH_ALLOWED_ENDPOINTS: join(
          filter(concat([runs.allowedEndpoints], privateOrigins), origin => !empty(origin)),
          ';'
        )
        MUBENCH_CONSOLE: empty(signInClientId) ? 'off' : 'entra'
        MUBENCH_CONTAINER: store.containerName
        MUBENCH_KEY_VAULT: keyVault.outputs.uri
        MUBENCH_MANIFEST_QUEUE: queueName
        MUBENCH_MAX_PARALLEL_SHARDS: string(runs.maxParallelShards)
        MUBENCH_STORE: '${storage.outputs.urls.blob}${store.containerName}'
        MUBENCH_TRIGGER: 'queue'
        MuBenchStorage__blobServiceUri: storage.outputs.urls.blob
        MuBenchStorage__clientId: appIdentity.outputs.clientId
        MuBenchStorage__credential: 'managedidentity'
        MuBenchStorage__queueServiceUri: events.outputs.queueUrl
        TASKHUB_NAME: taskHubName
      },
      schedulerSettings
    )
  }
}

@description('Name of the function app.')
output functionAppName string = functions.outputs.name

@description('URL of the function app.')
output url string = functions.outputs.url

@description('URL of the store\'s container.')
output storeUrl string = '${storage.outputs.urls.blob}${store.containerName}'

@description('Resource id of the store\'s container.')
output storeId string = storage.outputs.containerIds[0]

@description('Resource id of the container of undelivered events.')
output deadLettersId string = events.outputs.deadLettersId

@description('URI of the vault.')
output keyVaultUri string = keyVault.outputs.uri

@description('Name of the vault.')
output keyVaultName string = keyVault.outputs.name

@description('Endpoint of the scheduler; empty without one.')
output schedulerEndpoint string = schedulerEnabled ? scheduler!.outputs.endpoint : ''

@description('Endpoint of Azure OpenAI; empty without it.')
output openAiEndpoint string = openAiEnabled ? openAi!.outputs.endpoint : ''

@description('Name of the deployment of Azure OpenAI; empty without it.')
output openAiDeployment string = openAiEnabled ? openAi!.outputs.deploymentName : ''

@description('Public IP address of the virtual network; empty without one.')
output outboundAddress string = perimeter.closed ? network!.outputs.address : ''

@description('Endpoints of models on GPUs, separated by semicolons; empty without them.')
output gpuEndpoints string = join(map(gpuOrigins, origin => '${origin}/v1'), ';')

@description('The registry for the inference server\'s image; empty without GPUs.')
output registryServer string = hasGpu ? gpuApps!.outputs.registryServer : ''

@description('The parameters of the inference server\'s app except its image; empty without GPUs.')
output inference object = {
  environmentId: hasGpu ? gpuApps!.outputs.environmentId : ''
  identityId: hasGpu ? gpuIdentity!.outputs.id : ''
  identityClientId: hasGpu ? gpuIdentity!.outputs.clientId : ''
  storeAccountName: hasGpu ? '${abbreviations.storageStorageAccounts}${token}' : ''
}
