using MuBench.Cli;

namespace MuBench.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void Commands_AreListedUnderTheirOwnNames() =>
        Assert.All(CommandLine.Commands, command => Assert.Equal(command.Name, command.Create().Name));
}
