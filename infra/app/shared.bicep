// Definitions that several modules share: the built-in roles that are assigned, and the types of their parameters.

@export()
@description('Ids of built-in roles.')
var roles = {
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  cognitiveServicesOpenAIUser: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

@export()
@description('A principal that gets a role.')
type principal = {
  @description('Object id; empty to assign no role.')
  id: string

  @description('Kind of principal.')
  type: 'ServicePrincipal' | 'User' | 'Group'
}

@export()
@description('Access to a resource over its public endpoint.')
type firewall = {
  @description('Whether the public endpoint is closed except for the allowed addresses.')
  closed: bool

  @description('Public IPv4 addresses or ranges that have access although the endpoint is closed.')
  allowedAddresses: string[]
}

@export()
@description('A model of Azure OpenAI, deployed under its own name.')
type modelDeployment = {
  @description('Name of the model.')
  name: string

  @description('Version of the model.')
  version: string

  @description('Kind of deployment, such as GlobalStandard.')
  sku: string

  @description('Quota in thousands of tokens per minute.')
  capacity: int
}

@export()
@description('A role on a whole resource.')
type grant = {
  @description('The principal.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('A role on one container.')
type containerGrant = {
  @description('Name of the container.')
  container: string

  @description('The principal.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('A role on one queue.')
type queueGrant = {
  @description('Name of the queue.')
  queue: string

  @description('The principal.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('A principal that may read one secret of the vault.')
type secretReader = {
  @description('Name of the secret, which must exist.')
  secret: string

  @description('The principal.')
  to: principal
}

@export()
@description('A Hugging Face token in the vault.')
type hubSecret = {
  @description('URL of the secret without a version, so that the latest version is used.')
  secretUrl: string

  @description('Resource id of the identity that reads it.')
  identityId: string
}

@export()
@description('URLs of a storage account\'s services, each with a trailing slash.')
type storageUrls = {
  @description('URL of the blob service.')
  blob: string

  @description('URL of the queue service.')
  queue: string

  @description('URL of the table service.')
  table: string
}

@export()
@description('The resources of an app with a serverless GPU: a whole machine.')
var gpuSizes = {
  T4: { cpu: 8, memory: '56Gi' }
  A100: { cpu: 24, memory: '220Gi' }
}

@export()
@description('A generative model on its own GPU.')
type gpuModel = {
  @description('Name of the app: lower-case letters, digits and hyphens.')
  @minLength(2)
  @maxLength(32)
  name: string

  @description('The model\'s name on Hugging Face, which manifests use too.')
  model: string

  @description('Kind of GPU.')
  gpu: 'T4' | 'A100'

  @description('Additional arguments of vLLM.')
  arguments: string[]?
}
