using MuBench.Secrets;

namespace MuBench.Tests.Secrets;

public sealed class SecretResolverTests
{
    [Theory]
    [InlineData("openai-key", "openai-key")]
    [InlineData("openai-key", "OPENAI_KEY")]
    [InlineData("OPENAI_KEY", "OPENAI_KEY")]
    public void Resolve_VariableSet_IsItsValue(string name, string variable) => Assert.Equal("value", With((variable, "value")).Resolve(name));

    [Fact]
    public void Resolve_BothSet_TakesTheNameAsWritten() => Assert.Equal("a", With(("my-key", "a"), ("MY_KEY", "b")).Resolve("my-key"));

    [Fact]
    public void Resolve_FirstIsEmpty_TakesTheOther() => Assert.Equal("b", With(("my-key", " \n"), ("MY_KEY", "b")).Resolve("my-key"));

    [Fact]
    public void Resolve_WhiteSpaceAtTheEnds_IsTrimmed() => Assert.Equal("sk-1", With(("K", "  sk-1\r\n")).Resolve("k"));

    [Theory]
    [InlineData("my-key", "set the environment variable MY_KEY (or one named 'my-key')")]
    [InlineData("MY_KEY", "set the environment variable MY_KEY.")]
    public void Resolve_NotSet_NamesTheVariables(string name, string words) =>
        Assert.Contains(words, Assert.Throws<UserException>(() => With(("OTHER", "CANARY")).Resolve(name)).Message);

    [Theory]
    [InlineData("CANARY\nx")]
    [InlineData("CANARY\0x")]
    [InlineData("CANARY–x")]
    public void Resolve_ValueThatNoHeaderCanCarry_IsRefusedWithoutEcho(string value)
    {
        var fault = Assert.Throws<UserException>(() => With(("MY_KEY", value)).Resolve("my-key"));

        Assert.Contains("MY_KEY", fault.Message);
        Assert.DoesNotContain("CANARY", fault.ToString());
    }

    private static SecretResolver With(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
