import { firewall as firewallType, modelDeployment, principal, roles } from 'shared.bicep'

@description('Name of the account, which is also its host name.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Access to the account\'s public endpoint.')
param firewall firewallType

@description('The model to deploy.')
param model modelDeployment

@description('Principals that call the models.')
param users principal[]

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
    networkAcls: {
      defaultAction: firewall.closed ? 'Deny' : 'Allow'
      ipRules: [for address in firewall.allowedAddresses: { value: address }]
    }
    publicNetworkAccess: 'Enabled'
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: model.name
  sku: { name: model.sku, capacity: model.capacity }
  properties: {
    model: { format: 'OpenAI', name: model.name, version: model.version }
    // Another version is another model, and an upgrade during a comparison would falsify it.
    versionUpgradeOption: 'NoAutoUpgrade'
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for user in users: if (!empty(user.id)) {
    name: guid(account.id, user.id, roles.cognitiveServicesOpenAIUser)
    scope: account
    properties: {
      principalId: user.id
      principalType: user.type
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.cognitiveServicesOpenAIUser
      )
    }
  }
]

@description('Resource id of the account.')
output id string = account.id

@description('Endpoint, in the form that a manifest needs.')
output endpoint string = account.properties.endpoint

@description('Name of the deployment.')
output deploymentName string = deployment.name
