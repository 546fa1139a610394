using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Commands;

public sealed class DeleteCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskStore _store;

    public DeleteCommandTests() => _store = new DiskStore(Path.Combine(_folder.Path, "store"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Delete_ADoneRun_SaysWhatItDeletesAndKeepsTheResponses()
    {
        await WriteAsync("runs/done-11111111/status.json", Status("done"));
        await WriteAsync("runs/done-11111111/scores/m.json", "{}");
        await WriteAsync("responses/key/drawn@1/00000.jsonl", "{}\n");

        var (code, said) = await RunAsync("done-11111111", "--yes");

        Assert.Equal(0, code);
        Assert.Contains("Run done-11111111: done", said, StringComparison.Ordinal);
        Assert.Contains("Deletes 2 files", said, StringComparison.Ordinal);
        Assert.Contains("Keeps the responses", said, StringComparison.Ordinal);
        Assert.Empty(await _store.ListFoldersAsync(StoreLayout.Runs, Token));
        Assert.NotNull(await _store.TryStatAsync(StorePath.Parse("responses/key/drawn@1/00000.jsonl"), Token));
        Assert.Contains("has no run 'done-11111111'", (await Assert.ThrowsAsync<UserException>(() => RunAsync("done-11111111", "--yes"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ARunOfTheService_IsRefusedWhileItsAttemptRuns()
    {
        await WriteAsync("runs/now-11111111/status.json", Status("running"));
        await WriteAsync("runs/now-11111111/attempt.json", """{"formatVersion":1,"attempt":"20261103T142205000Z","state":"running","at":"2026-11-03T14:22:05Z"}""");

        var fault = await Assert.ThrowsAnyAsync<UserException>(() => RunAsync("now-11111111", "--yes"));

        Assert.Contains("Cancel it there first", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(await _store.TryStatAsync(StoreLayout.RunStatus("now-11111111"), Token));
    }

    [Fact]
    public async Task Delete_WithoutYesAndWithoutATerminal_DeletesNothing()
    {
        await WriteAsync("runs/done-11111111/status.json", Status("done"));

        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync("done-11111111"));

        Assert.Contains("--yes", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(await _store.TryStatAsync(StoreLayout.RunStatus("done-11111111"), Token));
    }

    private static string Status(string state) =>
        $$"""{ "formatVersion": 1, "runId": "x", "state": "{{state}}", "updatedAt": "2026-11-02T00:00:00Z", "models": [] }""";

    private Task WriteAsync(string path, string text) => _store.WriteAsync(StorePath.Parse(path), System.Text.Encoding.UTF8.GetBytes(text), Token);

    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = DeleteCommand.Create().Parse([.. arguments, "--store", _store.Description]);
        Assert.Empty(parsed.Errors);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, Token);
        return (code, output.ToString());
    }
}
