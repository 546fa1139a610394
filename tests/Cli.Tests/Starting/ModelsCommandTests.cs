using System.CommandLine;
using MuBench.Cli.Starting;

namespace MuBench.Tests.Cli.Starting;

public sealed class ModelsCommandTests
{
    [Fact]
    public void Models_All_FitsIntoEightyColumns()
    {
        var lines = Run().Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(lines, line => line.Contains("http://localhost:11434/v1") && line.Contains("max_tokens"));
        Assert.Contains(lines, line => line.Contains("gpt-5-mini") && line.Contains("r 8,000"));
    }

    [Fact]
    public void Models_Text_FiltersTheTables()
    {
        var output = Run("OLLAMA");

        Assert.Contains("ollama", output);
        Assert.DoesNotContain("gpt-5", output);
    }

    [Fact]
    public void Models_NothingFound_SaysThatAnyModelCanBeNamed() => Assert.Contains("Any model of an endpoint can be named", Run("no-such-model"));

    private static string Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, ModelsCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output }));
        return output.ToString();
    }
}
