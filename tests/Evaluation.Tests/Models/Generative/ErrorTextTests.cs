using MuBench.Manifests;
using MuBench.Models.Generative;
using MuBench.Secrets;

namespace MuBench.Tests.Models.Generative;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("""{"error":{"message":"no such model"}}""", "no such model")]
    [InlineData("""{"error":"no such model"}""", "no such model")]
    [InlineData("""{"message":"no such model","code":400}""", "no such model")]
    [InlineData("""{"object":"error","message":"no such model","type":"BadRequestError"}""", "no such model")]
    [InlineData("""{"detail":"no such model"}""", "no such model")]
    [InlineData("""{"detail":[{"loc":["body","model"],"msg":"field required"},{"msg":"too long"}]}""", "field required; too long")]
    [InlineData("""{"errors":[{"title":"no such model"}]}""", "no such model")]
    [InlineData("""[{"error":{"message":"no such model"}}]""", "no such model")]
    [InlineData("\"no such model\"", "no such model")]
    [InlineData("""{"status":"bad"}""", """{"status":"bad"}""")]
    [InlineData("no such model", "no such model")]
    [InlineData("<html><head><title>x</title></head><body>no such <b>model</b></body></html>", "no such  model")]
    [InlineData("", null)]
    [InlineData("null", null)]
    public void Of_Body_FindsTheServersWords(string body, string? expected) => Assert.Equal(expected, ErrorText.Of(body)?.Trim());

    [Fact]
    public void Quote_Words_EndWithoutAStopAndHaveNoKey()
    {
        var messages = new FaultMessages(
            new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI, Model = "gpt" }, new Uri("https://host/v1"), new SecretMask("my-own-key"));

        Assert.Equal(": Not found", messages.Quote("Not  found.\n"));
        Assert.DoesNotContain("my-own-key", messages.Quote("the key my-own-key is wrong"));
        Assert.Equal(": the key ... is wrong", messages.Quote("the key sk-abcdefghijklmnopqrstuvwxyz0123456789 is wrong"));
        Assert.Equal(200 + 5, messages.Quote(new string('x', 10) + " " + string.Join(' ', Enumerable.Repeat("word", 100))).Length);
        Assert.Equal("https://host/v1 refused the request with 400: bad. Check 'model' ('gpt') and 'generation' of model 'm'.", messages.Rejected(400, "bad.").Message);
    }
}
