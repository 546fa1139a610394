using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Cli.Commands;

/// <summary>Makes a dataset, a run and an export from a table, with commands only.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Export_RunOfATable_WritesEveryFormAndSaysSo()
    {
        var table = PathOf("table.tsv");
        await File.WriteAllTextAsync(
            table,
            "index\timage\tquestion\tA\tB\tC\tanswer\tcategory\n"
                + $"0\t{Convert.ToBase64String(TestPng.Encode(8, 8, 1))}\tWhich cell?\tlymphocyte\tmonocyte\tnone of the above\tA\tblood\n"
                + "1\t0\tWhich stain?\tGiemsa\tH&E\tnone of the above\tA\tstain\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            PathOf("manifest.json"), """{ "name": "t", "benchmark": { "dataset": "table" }, "models": [ { "id": "chance", "kind": "random" }, { "id": "majority", "kind": "majority" } ] }""", TestContext.Current.CancellationToken);

        Assert.Contains("images", await RunAsync(DatasetCommand.Create(), "import", "table", table), StringComparison.Ordinal);
        await RunAsync(RunCommand.Create(), PathOf("manifest.json"));
        var run = Path.GetFileName(Directory.GetDirectories(PathOf("store/runs")).Single());

        Assert.Contains(": 4 questions of 2 models and passes", await ExportAsync(run, "jsonl", "rows.jsonl"), StringComparison.Ordinal);
        Assert.Contains(": 2 questions of 1 model", await ExportAsync(run, "parquet", "rows.parquet", "--model", "majority"), StringComparison.Ordinal);
        Assert.Contains("in 2 files", await ExportAsync(run, "inspect", "logs"), StringComparison.Ordinal);
        Assert.Contains("in 6 files", await ExportAsync(run, "lm-eval", "harness"), StringComparison.Ordinal);
        Assert.Equal(4, (await File.ReadAllLinesAsync(PathOf("rows.jsonl"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Export_UnknownRunOrForm_IsRefused()
    {
        Assert.NotEmpty(ExportCommand.Create().Parse(["run", "--format", "xml"]).Errors);
        var fault = await Assert.ThrowsAsync<UserException>(() => ExportAsync("nothing-1a2b3c4d", "jsonl", "rows.jsonl"));
        Assert.Contains("has no run 'nothing-1a2b3c4d'", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private Task<string> ExportAsync(string run, string format, string name, params string[] more) =>
        RunAsync(ExportCommand.Create(), [run, "--format", format, "--out", PathOf(name), .. more]);

    private async Task<string> RunAsync(Command command, params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = command.Parse([.. arguments, "--store", PathOf("store")]);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, await parsed.InvokeAsync(configuration, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
