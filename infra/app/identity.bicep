@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output id string = identity.id

@description('Client id, with which an app signs in.')
output clientId string = identity.properties.clientId

@description('Principal id, to which roles are assigned.')
output principalId string = identity.properties.principalId
