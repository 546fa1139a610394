using MuBench.Tests;

[assembly: AssemblyFixture(typeof(CompiledInfra))]
[assembly: AssemblyFixture(typeof(PublishedApp))]
