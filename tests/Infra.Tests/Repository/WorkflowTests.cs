using System.Text.RegularExpressions;
using MuBench.TestUtils;
using YamlDotNet.RepresentationModel;

namespace MuBench.Tests.Repository;

/// <summary>Workflows and the action: what GitHub finds out only when it runs them, or never says.</summary>
public sealed partial class WorkflowTests
{
    // The inputs of others' actions that are used here. GitHub ignores an input of another name, with a warning.
    private static readonly Dictionary<string, string[]> KnownInputs = new()
    {
        ["actions/checkout"] = ["persist-credentials", "fetch-depth", "ref"],
        ["actions/setup-dotnet"] = ["dotnet-version", "global-json-file"],
        ["actions/setup-node"] = ["node-version"],
        ["actions/upload-artifact"] = ["name", "path", "if-no-files-found"],
        ["actions/download-artifact"] = ["pattern", "path", "merge-multiple"],
        ["azure/login"] = ["client-id", "tenant-id", "subscription-id"],
        ["Azure/setup-azd"] = [],
        ["github/codeql-action/init"] = ["languages", "build-mode"],
        ["github/codeql-action/analyze"] = ["category"],
    };

    public static TheoryData<string> Files => [.. YamlFile.OfGitHub];

    public static TheoryData<string> RunFiles => [.. YamlFile.Workflows, "action.yml"];

    public static TheoryData<string> WorkflowFiles => [.. YamlFile.Workflows];

    [Theory]
    [MemberData(nameof(Files))]
    public void Yaml_EachFile_IsRead(string path) => Assert.NotEmpty(YamlFile.Read(path).Children);

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Uses_EachOne_NamesAMajorVersionAndKnownInputs(string path)
    {
        foreach (var step in YamlFile.Read(path).StepGroups().SelectMany(group => group))
        {
            if (step.Text("uses") is not { } uses)
                continue;
            Assert.Matches(@"^[\w.-]+(/[\w.-]+)+@v\d+$", uses);
            var action = uses[..uses.IndexOf('@', StringComparison.Ordinal)];
            Assert.True(KnownInputs.TryGetValue(action, out var inputs), $"{path} uses {action}: look up its inputs and add them here.");
            Assert.Empty(step.Member("with").Names().Except(inputs!));
        }
    }

    [Theory]
    [MemberData(nameof(WorkflowFiles))]
    public void Jobs_EachOne_NeedsJobsOfTheFileAndCallsAWorkflowThatCanBeCalled(string path)
    {
        var jobs = YamlFile.Read(path).Member("jobs");
        foreach (var job in jobs.Names().Select(name => jobs!.Member(name)!))
        {
            Assert.Empty(((job.Member("needs") as YamlScalarNode)?.Value is { } one ? [one] : job.Member("needs").Items().SelectMany(YamlFile.AllTexts)).Except(jobs.Names()));
            if (job.Text("uses") is not { } called)
            {
                Assert.NotNull(job.Text("runs-on"));
                continue;
            }

            Assert.StartsWith("./.github/workflows/", called, StringComparison.Ordinal);
            Assert.Contains("workflow_call", YamlFile.Read(called).Member("on").Names());
        }
    }

    [Theory]
    [MemberData(nameof(WorkflowFiles))]
    public void Permissions_EachWorkflow_AreNamedAndNoMoreThanReading(string path)
    {
        var permissions = YamlFile.Read(path).Member("permissions");
        // Signing in to Azure without a secret needs a token of its own.
        Assert.All(permissions.Names(), name => Assert.True(permissions!.Text(name) == "read" || name == "id-token", $"{path}: {name}"));
        Assert.Contains("contents", permissions.Names());
    }

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Scripts_InEachStep_AreThereAndCanBeRun(string path)
    {
        foreach (var run in YamlFile.Read(path).StepGroups().SelectMany(group => group).Select(step => step.Text("run")).OfType<string>())
        {
            foreach (Match match in NamedFile().Matches(run.Replace("$MUBENCH_ACTION_PATH/", "", StringComparison.Ordinal)))
            {
                var file = RepositoryFiles.Path(match.Value);
                Assert.True(File.Exists(file), $"{path} names {match.Value}");
                if (!OperatingSystem.IsWindows() && (file.EndsWith(".sh", StringComparison.Ordinal) || match.Value.StartsWith(".ci/", StringComparison.Ordinal)))
                    Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), $"{match.Value} cannot be run");
            }
        }
    }

    [Fact]
    public void Scripts_OfCi_AreFound() => Assert.Equal(
        [".ci/run", "./test.sh", "MuBench.sln", "MuBench.sln", ".github/scripts/install-tool.sh", ".github/scripts/native-program.sh"],
        YamlFile.Read(".github/workflows/ci.yml").StepGroups().SelectMany(group => group).SelectMany(step => NamedFile().Matches(step.Text("run") ?? "")).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Expressions_OutputsOfSteps_AreOfStepsBefore(string path)
    {
        foreach (var steps in YamlFile.Read(path).StepGroups())
        {
            for (var i = 0; i < steps.Count; i++)
            {
                var known = steps.Take(i).Select(step => step.Text("id"));
                Assert.Empty(steps[i].AllTexts().SelectMany(text => StepOutput().Matches(text)).Select(match => match.Groups[1].Value).Except(known));
            }
        }
    }

    // A text that others choose must not become part of a script: it is passed as a variable.
    [Theory]
    [MemberData(nameof(RunFiles))]
    public void Scripts_InEachStep_HaveNoExpressions(string path) => Assert.All(
        YamlFile.Read(path).StepGroups().SelectMany(group => group).Select(step => step.Text("run") ?? ""),
        run => Assert.DoesNotContain("${{", run, StringComparison.Ordinal));

    [GeneratedRegex(@"\.ci/\w+|[\w./-]*\w\.(?:sh|ps1|csproj|slnf|sln)(?![\w.])")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\bsteps\.([\w-]+)\.outputs\b")]
    private static partial Regex StepOutput();
}
