using System.Text.RegularExpressions;
using MuBench.TestUtils;
using YamlDotNet.RepresentationModel;

namespace MuBench.Tests.Repository;

/// <summary><c>action.yml</c>: its inputs and outputs, and the page that shows how it is used.</summary>
public sealed partial class ActionTests
{
    private static readonly YamlMappingNode Action = YamlFile.Read("action.yml");

    [Fact]
    public void Inputs_AreThoseThatAreUsed() => Assert.Equal(
        Action.Member("inputs").Names().Order(StringComparer.Ordinal),
        Action.AllTexts().SelectMany(text => Input().Matches(text)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Outputs_EachOne_IsWrittenByTheScript()
    {
        var script = File.ReadAllText(RepositoryFiles.Path(".github", "scripts", "evaluate.sh"));
        Assert.NotEmpty(Action.Member("outputs").Names());
        foreach (var output in Action.Member("outputs").Names())
        {
            Assert.Equal($"${{{{ steps.evaluate.outputs.{output} }}}}", Action.Member("outputs")!.Member(output)!.Text("value"));
            Assert.Contains($"echo \"{output}=", script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Variables_OfTheScript_AreThoseThatTheActionSets()
    {
        var step = Action.StepGroups().SelectMany(group => group).Single(step => step.Text("id") == "evaluate");
        var script = File.ReadAllText(RepositoryFiles.Path(".github", "scripts", "evaluate.sh"));
        Assert.Equal(
            step.Member("env").Names().Order(StringComparer.Ordinal),
            Variable().Matches(script).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_TablesAndExample_NameTheInputsAndOutputs()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "ci.md")).ReplaceLineEndings("\n");
        foreach (var name in Action.Member("inputs").Names().Concat(Action.Member("outputs").Names()))
            Assert.Contains($"\n| `{name}` |", page, StringComparison.Ordinal);
        foreach (var name in Action.Member("inputs").Names())
        {
            if (Action.Member("inputs")!.Member(name)!.Text("default") is { } preset)
                Assert.Contains($"\n| `{name}` | `{preset}` |", page, StringComparison.Ordinal);
        }

        var example = YamlFile.Parse(Example().Match(page).Groups[1].Value);
        var use = example.StepGroups().SelectMany(group => group).Single(step => step.Text("uses")!.StartsWith("OWNER/mubench@", StringComparison.Ordinal));
        Assert.Empty(use.Member("with").Names().Except(Action.Member("inputs").Names()));
        Assert.Contains("manifest", use.Member("with").Names());
    }

    // The built command line is run by its path: a dotnet command in the workspace would obey that workspace's global.json.
    [Fact]
    public void Build_Output_IsWhatTheScriptRuns()
    {
        var script = File.ReadAllText(RepositoryFiles.Path(".github", "scripts", "evaluate.sh"));
        var project = File.ReadAllText(RepositoryFiles.Path("src", "Cli", "Cli.csproj"));
        var common = File.ReadAllText(RepositoryFiles.Path("Directory.Build.props"));
        Assert.Contains("<AssemblyName>mubench</AssemblyName>", project, StringComparison.Ordinal);
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", common, StringComparison.Ordinal);
        Assert.Contains("/src/Cli/bin/Release/net10.0/mubench.dll", script, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\binputs\.([\w-]+)")]
    private static partial Regex Input();

    [GeneratedRegex(@"\bMUBENCH_ACTION_\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
