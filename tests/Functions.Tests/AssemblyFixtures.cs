using MuBench.Tests.Functions;
using MuBench.Tests.Storage;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
[assembly: TestCollectionOrderer(typeof(WaitingTestsFirst))]
