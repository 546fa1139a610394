using System.CommandLine;
using System.Text.Json;
using MuBench.Cli;
using MuBench.Cli.Commands;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Weights;

public sealed class WeightsCommandTests : IDisposable
{
    private static readonly string HuggingFace = Reference("clip-hf.safetensors");
    private static readonly string OpenClip = Reference("clip-open-clip.safetensors");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_File_PrintsTensorsAndTotals()
    {
        var (code, output, _) = await RunAsync("show", Reference("base.safetensors"));
        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("  e4m3          F8_E4M3  [301]        301    301", output, StringComparison.Ordinal);
        Assert.Contains("3,312 parameters, 9.9 kB", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Json_IsOneDocument()
    {
        var (_, output, _) = await RunAsync("show", Reference("onnx-base"), "--json");
        using var document = JsonDocument.Parse(output);
        Assert.Equal(273, document.RootElement[0].GetProperty("parameters").GetInt64());
        Assert.Equal("F16", document.RootElement[0].GetProperty("tensors")[3].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Diff_ModelsThatDoNotFit_SaysSoByExitCode()
    {
        var (code, output, _) = await RunAsync("diff", HuggingFace, Reference("base.safetensors"));
        Assert.Equal(ExitCodes.ResultNotGood, code);
        Assert.Contains("1 tensors in both", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_Top_LimitsTheTable()
    {
        var (code, output, _) = await RunAsync("diff", HuggingFace, OpenClip, "--top", "3");
        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("and 75 more", output, StringComparison.Ordinal);
        Assert.Contains("78 tensors in both: 0 identical, 78 changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interpolate_Pattern_NamesEachOutputByItsAlpha()
    {
        var (code, output, _) = await RunAsync(
            "interpolate", "--base", HuggingFace, "--tuned", OpenClip, "--alpha", "0.3", "1", "--out", Place("mix-{alpha}.safetensors"));
        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(File.ReadAllBytes(Reference("clip-hf-expected.safetensors")), File.ReadAllBytes(Place("mix-0.3.safetensors")));
        Assert.EndsWith($"{Place("mix-0.3.safetensors")}{Environment.NewLine}{Place("mix-1.safetensors")}{Environment.NewLine}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interpolate_SeveralAlphasIntoAFolder_GetAFolderEach()
    {
        await RunAsync("interpolate", "--base", Reference("onnx-base"), "--tuned", Reference("onnx-tuned"), "--alpha", "0.25", "0.5", "--out", Place("sweep"));
        Assert.True(File.Exists(Place("sweep", "alpha-0.25", "model.onnx")));
        Assert.True(File.Exists(Place("sweep", "alpha-0.5", "onnx-external.data")));
        await RunAsync(
            "interpolate", "--base", Reference("onnx-base", "model.onnx"), "--tuned", Reference("onnx-tuned", "model.onnx"), "--alpha", "0.25", "0.5", "--out", Place("files"));
        Assert.Equal(File.ReadAllBytes(Place("sweep", "alpha-0.5", "model.onnx")), File.ReadAllBytes(Place("files", "alpha-0.5", "model.onnx")));
    }

    [Fact]
    public async Task Interpolate_Weights_MixesAnyNumberAndNotesAnOddSum()
    {
        var (_, _, error) = await RunAsync(
            "interpolate", "--weights", $"{Reference("base.safetensors")}=0.4", $"{Reference("tuned.safetensors")}=0.3", $"{Reference("other.safetensors")}=0.3", "--out", Place("soup.safetensors"));
        Assert.Empty(error);
        Assert.Equal(File.ReadAllBytes(Reference("expected-soup.safetensors")), File.ReadAllBytes(Place("soup.safetensors")));

        (_, _, error) = await RunAsync("interpolate", "--weights", $"{HuggingFace}=0.4", $"{OpenClip}=0.5", "--out", Place("odd.safetensors"));
        Assert.Contains("the weights add up to 0.9", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expected PATH=NUMBER", "--weights", "a", "b=1")]
    [InlineData("two models or more", "--weights", "a=1")]
    [InlineData("either --weights", "--weights", "a=1", "b=1", "--base", "c")]
    [InlineData("expected 0 to 1", "--base", "a", "--tuned", "b", "--alpha", "1.5")]
    [InlineData("same number twice", "--base", "a", "--tuned", "b", "--alpha", "0.5", "0.50")]
    [InlineData("Give --base, --tuned and --alpha", "--base", "a", "--tuned", "b")]
    [InlineData("There is no 'nowhere'", "--base", "nowhere", "--tuned", "nowhere", "--alpha", "0.5")]
    public async Task Interpolate_WrongOptions_AreUserFaults(string fault, params string[] options)
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => RunAsync(["interpolate", .. options, "--out", Place("x")]));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static string Reference(params string[] parts) => RepositoryFiles.Path(["tests", "Weights.Tests", "data", .. parts]);

    private string Place(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = WeightsCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(configuration, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
