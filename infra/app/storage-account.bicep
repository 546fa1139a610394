// A storage account with its containers and queues, and the role assignments of each. All storage accounts here use this module.

import { containerGrant, firewall as firewallType, grant, queueGrant, storageUrls } from 'shared.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Access to the account\'s public endpoint.')
param firewall firewallType

@description('Private containers to create.')
param containers string[]

@description('Queues to create.')
param queues string[] = []

@description('Days for which deleted data can be recovered; 0 for none.')
param recoveryDays int = 0

@description('Deletes blobs with this prefix a number of days after they were last written; null for none.')
param expiry { prefix: string, days: int }?

@description('Roles on the whole account.')
param accountGrants grant[] = []

@description('Roles on single containers.')
param containerGrants containerGrant[] = []

@description('Roles on single queues.')
param queueGrants queueGrant[] = []

var recovery = recoveryDays > 0 ? { enabled: true, days: recoveryDays } : { enabled: false }

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Access with identities only, so that no key can leak.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      // Expiry is carried out by such a service, from outside the network.
      bypass: 'AzureServices'
      defaultAction: firewall.closed ? 'Deny' : 'Allow'
      ipRules: [for address in firewall.allowedAddresses: { action: 'Allow', value: address }]
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }

  resource blobService 'blobServices' = {
    name: 'default'
    properties: { containerDeleteRetentionPolicy: recovery, deleteRetentionPolicy: recovery }
  }

  resource queueService 'queueServices' = {
    name: 'default'
  }

  resource lifecycle 'managementPolicies' = if (expiry != null) {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: [expiry.?prefix ?? ''] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: expiry.?days ?? 0 } } }
            }
          }
        ]
      }
    }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for container in containers: {
    parent: account::blobService
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queue in queues: {
    parent: account::queueService
    name: queue
  }
]

resource accountRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for given in accountGrants: if (!empty(given.to.id)) {
    name: guid(account.id, given.to.id, given.role)
    scope: account
    properties: {
      principalId: given.to.id
      principalType: given.to.type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', given.role)
    }
  }
]

resource containerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for given in containerGrants: if (!empty(given.to.id)) {
    name: guid(account.id, given.container, given.to.id, given.role)
    scope: blobContainers[indexOf(containers, given.container)]
    properties: {
      principalId: given.to.id
      principalType: given.to.type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', given.role)
    }
  }
]

resource queueRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for given in queueGrants: if (!empty(given.to.id)) {
    name: guid(account.id, given.queue, given.to.id, given.role)
    scope: storageQueues[indexOf(queues, given.queue)]
    properties: {
      principalId: given.to.id
      principalType: given.to.type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', given.role)
    }
  }
]

@description('Resource id of the account.')
output id string = account.id

@description('URLs of its services, each with a trailing slash.')
output urls storageUrls = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}

@description('Resource ids of the containers, in the given order.')
output containerIds string[] = [for (container, i) in containers: blobContainers[i].id]
