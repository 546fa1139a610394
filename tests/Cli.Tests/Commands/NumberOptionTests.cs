using System.CommandLine;
using MuBench.Cli.Commands;

namespace MuBench.Tests.Cli.Commands;

/// <summary>A value that an option with a number cannot take is one error and no exception.</summary>
public sealed class NumberOptionTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("")]
    public void Limit_NoNumberOfImages_IsOneError(string value) =>
        AssertError(RunCommand.Create(), $"--limit '{value}': expected a number of images, 1 to 2147483647.", "a.json", "--limit", value);

    [Theory]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    public void Rate_NoRate_IsOneError(string value) =>
        AssertError(EstimateCommand.Create(), $"--rate '{value}': expected a number of calls per second, above 0.", "a.json", "--rate", value);

    [Theory]
    [InlineData("x")]
    [InlineData("65536")]
    [InlineData("99999")]
    [InlineData("-1")]
    public void Port_NoPort_IsOneError(string value) =>
        AssertError(ViewCommand.Create(), $"--port '{value}': expected a port, 1 to 65535, or 0 for a free one.", "--port", value);

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    public void Top_NoNumberOfTensors_IsOneError(string value) =>
        AssertError(WeightsDiffCommand.Create(), $"--top '{value}': expected a number of tensors, 0 to 2147483647.", "a", "b", "--top", value);

    [Fact]
    public void Alpha_NoNumber_IsOneError() =>
        AssertError(WeightsInterpolateCommand.Create(), "--alpha 'x': expected numbers from 0 to 1.", "--alpha", "0.5", "x", "--out", "o");

    [Fact]
    public void Numbers_LeftOut_HaveTheirDefaults()
    {
        Assert.Null(RunCommand.Create().Parse(["a.json"]).GetValue<int?>("--limit"));
        Assert.Equal(40, WeightsDiffCommand.Create().Parse(["a", "b"]).GetValue<int?>("--top"));
        Assert.Equal(65535, ViewCommand.Create().Parse(["--port", "65535"]).GetValue<int?>("--port"));
    }

    private static void AssertError(Command command, string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Single(command.Parse(arguments).Errors).Message);
}
