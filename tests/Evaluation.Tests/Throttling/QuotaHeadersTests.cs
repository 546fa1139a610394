using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

public sealed class QuotaHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_OpenAI_IsARefillingBudgetOfEach()
    {
        var reading = Read(
            ("x-ratelimit-limit-requests", "60"), ("x-ratelimit-remaining-requests", "59"), ("x-ratelimit-reset-requests", "1s"),
            ("x-ratelimit-limit-tokens", "150000"), ("x-ratelimit-remaining-tokens", "149984"), ("x-ratelimit-reset-tokens", "6m0s"));

        Assert.Equal(new QuotaReading(new Quota(59, 60, 1, true), new Quota(149984, 150000, 360, true)), reading);
    }

    [Fact]
    public void Read_Anthropic_TakesTheTightestOfTheTokenLimits()
    {
        var reading = Read(
            ("anthropic-ratelimit-requests-limit", "50"), ("anthropic-ratelimit-requests-remaining", "49"), ("anthropic-ratelimit-requests-reset", "2026-11-23T12:00:01Z"),
            ("anthropic-ratelimit-input-tokens-limit", "40000"), ("anthropic-ratelimit-input-tokens-remaining", "39000"), ("anthropic-ratelimit-input-tokens-reset", "2026-11-23T12:00:02Z"),
            ("anthropic-ratelimit-output-tokens-limit", "8000"), ("anthropic-ratelimit-output-tokens-remaining", "80"), ("anthropic-ratelimit-output-tokens-reset", "2026-11-23T12:00:59Z"));

        Assert.Equal(new QuotaReading(new Quota(49, 50, 1, true), new Quota(80, 8000, 59, true)), reading);
    }

    [Fact]
    public void Read_Moment_IsHeldAgainstTheServersClock()
    {
        var reading = Read(
            ("Date", "Mon, 23 Nov 2026 11:00:00 GMT"),
            ("anthropic-ratelimit-requests-limit", "50"), ("anthropic-ratelimit-requests-remaining", "1"), ("anthropic-ratelimit-requests-reset", "2026-11-23T11:00:30Z"));

        Assert.Equal(30, reading!.Requests!.ResetSeconds);
    }

    [Theory]
    [InlineData("ratelimit-remaining", "ratelimit-reset", "17", 17)]
    [InlineData("x-ratelimit-remaining", "x-ratelimit-reset", "1795435230000", 30)]
    [InlineData("x-ratelimit-remaining", "x-ratelimit-reset", "1795435230", 30)]
    public void Read_PlainForms_AreWindows(string remaining, string reset, string value, double seconds) =>
        Assert.Equal(new QuotaReading(new Quota(3, null, seconds, false), null), Read((remaining, "3"), (reset, value)));

    [Theory]
    [InlineData("120ms", 0.12)]
    [InlineData("1s", 1)]
    [InlineData("1m30.5s", 90.5)]
    [InlineData("2h", 7200)]
    [InlineData("1d1h", 90000)]
    [InlineData("10", 10)]
    [InlineData("0.25", 0.25)]
    public void Read_Resets_AreOfEveryKnownForm(string reset, double seconds) =>
        Assert.Equal(seconds, Read(("x-ratelimit-remaining-requests", "5"), ("x-ratelimit-reset-requests", reset))!.Requests!.ResetSeconds, 9);

    [Theory]
    [InlineData("-1", "1s")]
    [InlineData("0", "")]
    [InlineData("0", "0s")]
    [InlineData("0", "soon")]
    [InlineData("0", "1x")]
    [InlineData("0", "s")]
    [InlineData("0", "-5")]
    [InlineData("many", "1s")]
    [InlineData("NaN", "1s")]
    [InlineData("0", "2001-01-01T00:00:00Z")]
    [InlineData("0", "32d")]
    [InlineData("0", "99999999")]
    [InlineData("0", "9999-01-01T00:00:00Z")]
    public void Read_WhatSaysNothing_IsNothing(string remaining, string reset) =>
        Assert.Null(Read(("x-ratelimit-remaining-requests", remaining), ("x-ratelimit-reset-requests", reset)));

    [Fact]
    public void Read_NoHeaders_IsNothing() => Assert.Null(Read(("x-request-id", "1")));

    private static QuotaReading? Read(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        return QuotaHeaders.Read(response.Headers, Now);
    }
}
