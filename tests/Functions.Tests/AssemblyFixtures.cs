using MuBench.Tests.Storage;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
