// Keys of model providers, by name. Manifests contain the names; only the app reads the keys.

import { firewall as firewallType, principal, roles, secretReader } from 'shared.bicep'

@description('Name of the vault.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Access to the vault\'s public endpoint.')
param firewall firewallType

@description('Whether to recover a vault of this name that was deleted within its retention.')
param recover bool

@description('Object id of the app\'s identity, which reads secrets.')
param appPrincipalId string

@description('The principal that writes secrets.')
param officer principal

@description('Principals that read a single secret.')
param secretReaders secretReader[]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: recover ? 'recover' : 'default'
    enablePurgeProtection: true
    enableRbacAuthorization: true
    enableSoftDelete: true
    networkAcls: {
      bypass: 'None'
      defaultAction: firewall.closed ? 'Deny' : 'Allow'
      ipRules: [for address in firewall.allowedAddresses: { value: address }]
    }
    publicNetworkAccess: 'Enabled'
    sku: { family: 'A', name: 'standard' }
    // The shortest possible retention: purge protection does not allow shortening it, and the name is reserved until it ends.
    softDeleteRetentionInDays: 7
    tenantId: tenant().tenantId
  }
}

resource appGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource officerGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(officer.id)) {
  name: guid(vault.id, officer.id, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: officer.id
    principalType: officer.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}

resource secrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for reader in secretReaders: {
    parent: vault
    name: reader.secret
  }
]

resource secretGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (reader, i) in secretReaders: {
    name: guid(secrets[i].id, reader.to.id, roles.keyVaultSecretsUser)
    scope: secrets[i]
    properties: {
      principalId: reader.to.id
      principalType: reader.to.type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    }
  }
]

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('URI of the vault.')
output uri string = vault.properties.vaultUri
