using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MuBench.Models.Identity;

namespace MuBench.Tests.Models.Identity;

/// <summary>Signatures of requests to Bedrock, as botocore 1.43.11 computes them for the same keys, time and request.</summary>
public sealed class AwsSigningTests
{
    private const string Address = "https://bedrock-runtime.us-east-1.amazonaws.com/model/";
    private const string Model = "us.anthropic.claude-sonnet-5-5-v1%3A0/invoke";
    private const string Profile = "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fx/invoke";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 30, 45, TimeSpan.Zero));

    [Theory]
    [InlineData(Model, null, "content-type;host;x-amz-date", "5078d58de08e35551efbab8c138d6cf9472366f3006da64bde75d391e4e6bfc2")]
    [InlineData(Profile, null, "content-type;host;x-amz-date", "a1f83812a2422e78b0dbe94a0178f5874c0370ee19e5d1d148b48fc35205845f")]
    [InlineData(Model, "SESSION", "content-type;host;x-amz-date;x-amz-security-token", "e9f623aa352e3f00a7dee6bcdc45892354875273bd12bc88df94a3786d35263a")]
    [InlineData(Profile, "SESSION", "content-type;host;x-amz-date;x-amz-security-token", "ceb423c7cbc8c70a4540de3713c2ba3b47b9b1adff9462712abb72f801b8e8ec")]
    public async Task Signature_OfARequest_IsThatOfAwssOwnClient(string path, string? session, string headers, string signature)
    {
        var sent = await SendAsync(Address + path, session);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/us-east-1/bedrock/aws4_request, SignedHeaders={headers}, Signature={signature}",
            sent.Headers.GetValues("Authorization").Single());
        Assert.Equal(("20261129T123045Z", session), (sent.Headers.GetValues("x-amz-date").Single(), sent.Headers.TryGetValues("x-amz-security-token", out var tokens) ? tokens.Single() : null));
    }

    [Theory]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com.evil.example/model/x/invoke")]
    [InlineData("https://bedrock-runtime.s3.amazonaws.com/model/x/invoke")]
    [InlineData("http://bedrock-runtime.us-east-1.amazonaws.com/model/x/invoke")]
    public async Task Request_ToAnotherHost_IsNotSigned(string address)
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => SendAsync(address, "SESSION"));

        Assert.Contains("goes only to Amazon Bedrock", exception.Message, StringComparison.Ordinal);
    }

    private async Task<HttpRequestMessage> SendAsync(string address, string? session)
    {
        using var last = new Last();
        using var client = new HttpMessageInvoker(new AwsSigningHandler(_ => Task.FromResult(new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", session)), _time, last));
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"a":1}""")) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return request;
    }

    private sealed class Last : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
