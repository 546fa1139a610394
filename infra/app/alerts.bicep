// Alerts by e-mail about faults that would otherwise go unnoticed. Both rules query the telemetry of the app and the Functions host.

@description('Prefix of the names of rules.')
param namePrefix string

@description('Name of the action group.')
param groupName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the Application Insights component.')
param componentId string

@description('E-mail address of the recipient.')
param email string

@description('Queue of messages that failed too often.')
param poisonQueueName string

var rules = [
  {
    name: 'failed-runs'
    title: 'MuBench: a run failed'
    description: 'A run ended as failed. Why is in status.json of the run; handing its manifest in again goes on from its answers.'
    query: '''
      customMetrics
      | where name == "mubench.runs" and tostring(customDimensions["mubench.run.state"]) == "failed" and valueSum > 0
    '''
  }
  {
    name: 'poison-messages'
    title: 'MuBench: an uploaded manifest could not be taken in'
    description: 'A message about an uploaded manifest failed five times and was moved to the queue ${poisonQueueName}. Once the cause is mended, upload the manifest again.'
    query: '''
      traces
      | where message startswith "Message has reached MaxDequeueCount"
    '''
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: groupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'mubench'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: 2
      enabled: true
      scopes: [componentId]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: false
      actions: { actionGroups: [group.id] }
    }
  }
]
