using System.CommandLine;
using System.Text.Json;
using MuBench.Cli;
using MuBench.Cli.Commands;
using MuBench.Scoring.Parity;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Commands;

public sealed class ParityCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Parity_ThisBuild_PrintsAreasNumbersAndDeviations()
    {
        var (code, output) = await RunAsync(ParityCommand.Create());
        var checks = ParityCertificate.Current.Checks.Count;

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains($"pass: {checks} of {checks} checks agree", output, StringComparison.Ordinal);
        Assert.Contains($"Certificate {ParityCertificate.Current.Id[..16]}, protocol official/1", output, StringComparison.Ordinal);
        Assert.Contains("failed-call", output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_CheckThatDisagrees_IsPrintedAndEndsWithOne()
    {
        var sound = ParityCertificate.Current;
        var failing = sound with { Result = "fail", Checks = [sound.Checks[0] with { Found = "[other bytes]", Pass = false }, .. sound.Checks.Skip(1)] };

        var (code, output) = await RunAsync(ParityCommand.Create(() => failing));

        Assert.Equal(ExitCodes.ResultNotGood, code);
        Assert.Contains($"FAIL: {sound.Checks.Count - 1} of {sound.Checks.Count} checks agree", output, StringComparison.Ordinal);
        Assert.Contains("[other", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_JsonAndOut_AreTheWholeCertificate()
    {
        var file = Path.Combine(_folder.Path, "parity.json");

        var (code, output) = await RunAsync(ParityCommand.Create(), "--json", "--out", file);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        using var document = JsonDocument.Parse(output);
        Assert.Equal(ParityCertificate.Current.Id, document.RootElement.GetProperty("id").GetString());
        Assert.Equal(ParityCertificate.Current.Checks.Count, document.RootElement.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task Parity_OutThatCannotBeWritten_SaysSo() =>
        await Assert.ThrowsAsync<UserException>(() => RunAsync(ParityCommand.Create(), "--out", Path.Combine(_folder.Path, "none", "parity.json")));

    private static async Task<(int Code, string Output)> RunAsync(Command command, params string[] args)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        var code = await command.Parse(args).InvokeAsync(configuration, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
