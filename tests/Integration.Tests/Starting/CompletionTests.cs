using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Integration.Starting;

/// <summary>The completion scripts in the shells that this machine has.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mubench valid", "validate")]
    [InlineData("mubench init --template hos", "hosted")]
    [InlineData("mubench run ./m", "")]
    public async Task Bash_Line_IsCompleted(string line, string expected)
    {
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));
        var script = $"source script; COMP_LINE='{line}'; COMP_POINT={line.Length}; COMP_WORDS=({words}); COMP_CWORD={line.Split(' ').Length - 1}; _mubench; printf '%s\\n' \"${{COMPREPLY[@]}}\"";

        Assert.Equal(expected, await CompleteAsync("bash", "bash", "--norc", "-c", script));
    }

    [Fact]
    public async Task Zsh_Line_IsCompleted()
    {
        const string Script = "compdef() { :; }; compadd() { print -l -- ${(P)2}; }; _files() { print FILES; }; source ./script; words=(mubench valid); CURRENT=2; _mubench";

        Assert.Equal("validate", await CompleteAsync("zsh", "zsh", "-f", "-c", Script));
    }

    [Fact]
    public async Task Fish_Line_IsCompleted() =>
        Assert.StartsWith("validate", await CompleteAsync("fish", "fish", "--no-config", "-c", "source script; complete -C 'mubench valid'"), StringComparison.Ordinal);

    private async Task<string> CompleteAsync(string shell, string program, params string[] arguments)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))),
            $"This machine has no {program}.");
        var (code, script, error) = await CliProcess.RunAsync(["completion", shell]);
        Assert.True(code == 0, error);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "script"), script, TestContext.Current.CancellationToken);
        var command = Path.Combine(_folder.Path, "mubench");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\nexec dotnet '{CliProcess.Dll}' \"$@\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(program) { WorkingDirectory = _folder.Path };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PATH"] = $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        return (await ProgramRun.RunAsync(start)).Output.Trim();
    }
}
