import { roles } from 'shared.bicep'

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of the Application Insights component.')
param componentName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Daily limit of ingested telemetry in gigabytes, which limits its cost.')
param dailyQuotaGb int

@description('Object ids of the identities that send telemetry.')
param senderPrincipalIds string[]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    features: { disableLocalAuth: true }
    retentionInDays: 30
    sku: { name: 'PerGB2018' }
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    // The connection string alone grants no access: senders must sign in.
    DisableLocalAuth: true
    WorkspaceResourceId: workspace.id
  }
}

resource senderGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in senderPrincipalIds: {
    name: guid(component.id, principalId, roles.monitoringMetricsPublisher)
    scope: component
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.monitoringMetricsPublisher
      )
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(component.id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'MuBench'
    category: 'workbook'
    sourceId: component.id
    serializedData: replace(loadTextContent('workbook.json'), 'COMPONENT_ID', component.id)
    version: 'Notebook/1.0'
  }
}

@description('Resource id of the Application Insights component.')
output componentId string = component.id

@description('Connection string of Application Insights. It is not a secret: sending needs a role.')
output connectionString string = component.properties.ConnectionString

@description('Resource id of the workspace.')
output workspaceId string = workspace.id
