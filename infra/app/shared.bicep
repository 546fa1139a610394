// What several modules share: the built-in roles that are given here, and the shape of their parameters.

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
@description('Who is given a role.')
type principal = {
  @description('Object id; empty where there is nobody to give it to.')
  id: string

  @description('What kind of principal it is.')
  type: 'ServicePrincipal' | 'User' | 'Group'
}

@export()
@description('From where a resource can be reached over its public endpoint.')
type firewall = {
  @description('Whether the public endpoint is closed to all but the allowed addresses.')
  closed: bool

  @description('Public IPv4 addresses or ranges that are let in all the same.')
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

  @description('Thousands of tokens a minute.')
  capacity: int
}

@export()
@description('A role that somebody is given on a whole resource.')
type grant = {
  @description('Who.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('A role that somebody is given on one container.')
type containerGrant = {
  @description('Name of the container.')
  container: string

  @description('Who.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('A role that somebody is given on one queue.')
type queueGrant = {
  @description('Name of the queue.')
  queue: string

  @description('Who.')
  to: principal

  @description('Id of the built-in role.')
  role: string
}

@export()
@description('Somebody who may read one secret of the vault.')
type secretReader = {
  @description('Name of the secret, which must exist.')
  secret: string

  @description('Who.')
  to: principal
}

@export()
@description('A Hugging Face token in the vault.')
type hubSecret = {
  @description('Address of the secret, without a version: the latest one counts.')
  secretUrl: string

  @description('Resource id of the identity that reads it.')
  identityId: string
}

@export()
@description('URLs of a storage account\'s services, each with a slash at its end.')
type storageUrls = {
  @description('Blobs.')
  blob: string

  @description('Queues.')
  queue: string

  @description('Tables.')
  table: string
}

@export()
@description('What an app takes of a serverless GPU: all of its machine.')
var gpuSizes = {
  T4: { cpu: 8, memory: '56Gi' }
  A100: { cpu: 24, memory: '220Gi' }
}

@export()
@description('A generative model on a GPU of its own.')
type gpuModel = {
  @description('Name of the app: lower-case letters, digits and hyphens.')
  @minLength(2)
  @maxLength(32)
  name: string

  @description('The model as Hugging Face names it, which is what manifests call it.')
  model: string

  @description('Which GPU.')
  gpu: 'T4' | 'A100'

  @description('Further arguments of vLLM.')
  arguments: string[]?
}
