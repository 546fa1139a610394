using MuBench.Endpoints;

namespace MuBench.Tests.Core.Endpoints;

/// <summary>Which hosts are those of Vertex AI and Bedrock, and which only look like them.</summary>
public sealed class CloudHostsTests
{
    [Theory]
    [InlineData("https://aiplatform.googleapis.com/v1", true)]
    [InlineData("https://us-east5-aiplatform.googleapis.com", true)]
    [InlineData("https://aiplatform.eu.rep.googleapis.com", true)]
    [InlineData("https://US-EAST5-AIPLATFORM.GOOGLEAPIS.COM", true)]
    [InlineData("https://xaiplatform.googleapis.com", false)]
    [InlineData("https://storage.googleapis.com/us-aiplatform.googleapis.com", false)]
    [InlineData("https://aiplatform.googleapis.com.evil.example", false)]
    [InlineData("https://aiplatform-googleapis.com", false)]
    [InlineData("https://a.us-aiplatform.googleapis.com", false)]
    [InlineData("http://aiplatform.googleapis.com", false)]
    [InlineData("https://aiplatform.googleapis.com:8443", false)]
    public void Vertex_Contains_KnowsItsOwn(string endpoint, bool expected) => Check(VertexHosts.Contains, endpoint, expected);

    [Theory]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com", true)]
    [InlineData("https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com", true)]
    [InlineData("https://vpce-0a1b2c-xyz.bedrock-runtime.eu-central-1.vpce.amazonaws.com", true)]
    [InlineData("https://bedrock-runtime.cn-north-1.amazonaws.com.cn", true)]
    [InlineData("https://bedrock-runtime.s3.amazonaws.com", false)]
    [InlineData("https://bedrock-runtime.us-east-1.s3.amazonaws.com", false)]
    [InlineData("https://x.bedrock-runtime.us-east-1.amazonaws.com", false)]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com.evil.example", false)]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws-com.example", false)]
    [InlineData("http://bedrock-runtime.us-east-1.amazonaws.com", false)]
    public void Bedrock_Contains_KnowsItsOwn(string endpoint, bool expected) => Check(BedrockHosts.Contains, endpoint, expected);

    private static void Check(Func<Uri, bool> contains, string endpoint, bool expected)
    {
        Assert.Equal(expected, contains(new Uri(endpoint)));
        Assert.Equal(expected, EndpointPolicy.ForService(null).Allows(new Uri(endpoint), out _));
        Assert.False(EndpointPolicy.ForCli("https://api.openai.com").Allows(new Uri(endpoint), out _));
    }
}
