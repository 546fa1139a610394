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

        Assert.Equal((0, "ok: floor-2ca4122e, 1 model, tasks coarse, fine\n"), Run(file) is var (code, output, _) ? (code, output) : default);
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
            Assert.DoesNotContain("reasons before", error);
        else
            Assert.Contains($"{file}: warning: {expected}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NothingIsThere_WarnsWithTheNearestNames()
    {
        _folder.CreateSubdirectory("cells");
        _folder.CreateSubdirectory("models/plip");
        var file = Write("""
            { "name": "n", "benchmark": { "dataset": "./cell", "tasks": ["phase"] }, "models": [
              { "id": "p", "kind": "clip", "source": "./models/plpi" },
              { "id": "s", "kind": "clip", "source": "models/conch" },
              { "id": "g", "kind": "openai", "model": "gpt-4o", "apiKey": "secret:no-such-key" } ] }
            """);

        var (code, _, error) = Run(file, "--store", Path.Combine(_folder.FullName, "store"));

        Assert.Equal(0, code);
        Assert.Collection(
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"warning: \$\.benchmark\.dataset: there is no dataset './cell' beside the manifest \(.*\); did you mean './cells'\?$", line),
            line => Assert.EndsWith("warning: $.models[2].apiKey: The secret 'no-such-key' is not set: set the environment variable NO_SUCH_KEY (or one named 'no-such-key')", line),
            line => Assert.EndsWith("did you mean './models/plip'?", line),
            line => Assert.Contains("$.models[1].source: the store", line));
    }

    [Theory]
    [InlineData("{ \"id\": \"o\", \"kind\": \"ollama\", \"model\": \"m\" }", "for Ollama write \"kind\": \"openai\", \"endpoint\": \"http://localhost:11434/v1\", \"maxTokensField\": \"max_tokens\"")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"lm-studio\", \"model\": \"m\" }", "\"http://localhost:1234/v1\"")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"OpenRouter\", \"model\": \"m\" }", "\"https://openrouter.ai/api/v1\", \"apiKey\": \"secret:openrouter-key\"")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"claude\", \"model\": \"m\" }", "write \"kind\": \"anthropic\"")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"openai\", \"base_url\": \"http://localhost:1/v1\", \"model\": \"m\" }", "write 'endpoint'")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"openai\", \"max_tokens\": 9, \"model\": \"m\" }", "write it as 'maxOutputTokens' in 'generation'")]
    [InlineData("{ \"id\": \"o\", \"kind\": \"openai\", \"generation\": { \"max_tokens\": 9 }, \"model\": \"m\" }", "unknown field; write 'maxOutputTokens'")]
    public void Validate_NameOfAnotherProgram_SaysWhatToWrite(string model, string expected)
    {
        var file = Write($$"""{ "name": "n", "benchmark": { "dataset": "d" }, "models": [{{model}}] }""");

        Assert.Contains(expected, Run(file).Error);
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
