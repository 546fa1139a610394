using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.Manifests;

namespace MuBench.Tests.Cli.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """{ "name": "floor", "benchmark": { "dataset": "d" }, "models": [{ "id": "chance", "kind": "random" }] }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mubench-validate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Validate_SoundManifest_PrintsTheRun()
    {
        var file = Write(Sound);

        Assert.Equal((0, "ok: floor-2ca4122e, 1 model, tasks coarse, fine\n", ""), Run(file));
    }

    [Theory]
    [InlineData("""{ "maxOutputTokens": 128 }""", "$.models[0]: 'maxOutputTokens' is 128, and this model reasons before it answers")]
    [InlineData("""{ "maxOutputTokens": 128, "reasoningEffort": "none" }""", null)]
    [InlineData("""{ "maxOutputTokens": 2000, "reasoningEffort": "low" }""", null)]
    [InlineData("{}", null)]
    public void Validate_ReasoningModelWithASmallLimit_Warns(string generation, string? expected)
    {
        var file = Write($$"""{ "name": "n", "benchmark": { "dataset": "d" }, "models": [{ "id": "g", "kind": "openai", "model": "gpt-5", "apiKey": "secret:openai-key" }], "generation": {{generation}} }""");

        var (code, output, error) = Run(file);

        Assert.Equal(0, code);
        Assert.StartsWith("ok: ", output, StringComparison.Ordinal);
        if (expected is null)
            Assert.Equal("", error);
        else
            Assert.StartsWith($"{file}: warning: {expected}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Faults_PrintsEachWithItsFileAndPath()
    {
        var file = Write("""{ "nmae": "floor", "benchmark": { "dataset": "d" }, "models": [{ "id": "chance", "kind": "rnadom" }] }""");

        var (code, output, error) = Run(file);

        Assert.Equal((2, ""), (code, output));
        Assert.Collection(
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith($"{file}: $.name: is required", line),
            line => Assert.StartsWith($"{file}: $.nmae: unknown field", line),
            line => Assert.StartsWith($"{file}: $.models[0].kind: expected 'openai'", line));
    }

    [Fact]
    public void Validate_FileAboveTheLimit_IsAFault()
    {
        var file = Write(new string(' ', 3 * ManifestReader.MaxBytes));

        Assert.Equal((2, "", $"{file}: $: a manifest has at most 1,048,576 bytes, this file has more\n"), Run(file));
    }

    [Fact]
    public void Validate_NoSuchFile_SaysSo() =>
        Assert.Contains("there is no such file", Assert.Throws<UserException>(() => Run(Path.Combine(_folder.FullName, "none.json"))).Message);

    [Fact]
    public void Validate_Folder_SaysSo() =>
        Assert.Contains("is a folder", Assert.Throws<UserException>(() => Run(_folder.FullName)).Message);

    [Fact]
    public void Validate_NoFile_IsAUsageFault() => Assert.Contains("MANIFEST", Run().Error);

    private string Write(string text)
    {
        var file = Path.Combine(_folder.FullName, "manifest.json");
        File.WriteAllText(file, text);
        return file;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        var code = ValidateCommand.Create().Parse(arguments).Invoke(configuration);
        return (code, output.ToString(), error.ToString());
    }
}
