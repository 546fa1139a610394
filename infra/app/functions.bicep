import { storageUrls } from 'shared.bicep'

@description('Name of the function app.')
param name string

@description('Name of its plan.')
param planName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the service in azure.yaml.')
param serviceName string

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('URL of the container of the deployed package.')
param deploymentContainerUrl string

@description('URLs of the storage of the Functions host.')
param hostStorage storageUrls

@description('Connection string of Application Insights.')
param applicationInsightsConnectionString string

@description('Maximum number of on-demand instances of each group of functions.')
param maximumInstanceCount int

@description('Number of instances that are always running, for the HTTP functions and for the Durable functions each.')
param alwaysReadyInstances int

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Settings of the app itself.')
param settings object

@description('Client id of the app registration with which people sign in to the console; empty for nobody.')
param signInClientId string

@description('Subnet of the app\'s outgoing calls; empty for none.')
param subnetId string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : map(['http', 'durable'], group => { name: group, instanceCount: alwaysReadyInstances })
      }
    }
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: { ftpsState: 'Disabled', http20Enabled: true, minTlsVersion: '1.2', scmMinTlsVersion: '1.2' }
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
  }

  // Deployment signs in with Entra; passwords are disabled.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
      // The identity with which the app's own clients sign in.
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsStorage__blobServiceUri: hostStorage.blob
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__queueServiceUri: hostStorage.queue
      AzureWebJobsStorage__tableServiceUri: hostStorage.table
    })
  }

  // Requests without a person pass, and the app decides: the console asks people to sign in, the HTTP API wants a key, and the host's own addresses
  // (events, deployment) have keys of their own. Authentication that refused them would have to list every such address here.
  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: !empty(signInClientId) }
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: !empty(signInClientId)
          registration: {
            clientId: empty(signInClientId) ? null : signInClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: { allowedAudiences: empty(signInClientId) ? [] : [signInClientId] }
        }
      }
      login: {
        cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' }
        nonce: { validateNonce: true }
        preserveUrlFragmentsForLogins: true
        tokenStore: { enabled: false }
      }
    }
  }
}

@description('Name of the function app.')
output name string = app.name

@description('URL of the function app.')
output url string = 'https://${app.properties.defaultHostName}'
