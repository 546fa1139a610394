using MuBench.Tests.Runs;
using MuBench.Tests.Storage;

[assembly: AssemblyFixture(typeof(AzuriteServer))]
[assembly: AssemblyFixture(typeof(QuickstartRun))]
