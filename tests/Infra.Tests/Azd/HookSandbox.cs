using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Azd;

/// <summary>A copy of the hooks in its own folder, where <c>az</c> and <c>azd</c> are scripts that record their calls.</summary>
internal sealed class HookSandbox : IDisposable
{
    private const string Az = """
        #!/bin/sh
        echo "az $*" >>"$CALLS"
        [ -z "${AZ_FAILS:-}" ] || exit 1
        case "$*" in
          "provider show "*) echo "${AZ_STATE:-Registered}" ;;
          "keyvault list-deleted "*) echo "${AZ_DELETED:-}" ;;
          "ad app create "*) [ -z "${AZ_NO_APPS:-}" ] || exit 1; echo client-1 ;;
          "ad sp create "*) echo principal-1 ;;
          "ad signed-in-user "*) echo person-1 ;;
          *" list-supported "*) echo "${AZ_PROFILES:-[]}" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies the hooks.</summary>
    public HookSandbox()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks for Windows are others, and need PowerShell.");
        var hooks = Directory.CreateDirectory(Path("infra", "hooks"));
        foreach (var hook in Directory.EnumerateFiles(RepositoryFiles.Path("infra", "hooks"), "*.sh"))
            File.Copy(hook, System.IO.Path.Combine(hooks.FullName, System.IO.Path.GetFileName(hook)));
        Directory.CreateDirectory(Path("bin"));
        WriteTool("az", Az);
        WriteTool("azd", "#!/bin/sh\necho \"azd $*\" >>\"$CALLS\"\n");
    }

    /// <summary>Full path of a file in the folder.</summary>
    public string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([_folder.Path, .. parts]);

    /// <summary>Runs a hook as azd does: in the project's folder, with the environment's values as variables.</summary>
    /// <param name="hook">The file name of the hook.</param>
    /// <param name="input">The user's input.</param>
    /// <param name="environment">The set variables.</param>
    public async Task<HookResult> RunAsync(string hook, string input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("sh", [Path("infra", "hooks", hook)]) { WorkingDirectory = _folder.Path };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MUBENCH_", StringComparison.Ordinal) || name.StartsWith("AZURE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["PATH"] = $"{Path("bin")}:{start.Environment["PATH"]}";
        start.Environment["CALLS"] = Path("calls");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        File.Delete(Path("calls"));
        var (code, output, error) = await ProgramRun.RunAsync(start, input);
        var calls = File.Exists(Path("calls")) ? await File.ReadAllLinesAsync(Path("calls"), TestContext.Current.CancellationToken) : [];
        return new HookResult(code, output + error, calls);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void WriteTool(string name, string script)
    {
        var path = Path("bin", name);
        File.WriteAllText(path, script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
