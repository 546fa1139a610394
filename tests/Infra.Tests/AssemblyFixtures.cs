using MuBench.Tests;

[assembly: AssemblyFixture(typeof(CompiledInfra))]
