using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Fuzzing;

namespace MuBench.Tests.Http;

/// <summary>
/// For any request, the server responds with embeddings or with a client error in OpenAI's format, and continues to serve.
/// </summary>
public sealed class RequestFuzzTests
{
    private const string Sound = """{"model":"clip-base","input":["an electron micrograph"]}""";

    private static readonly IReadOnlyList<byte[]> Seeds =
    [
        Encoding.UTF8.GetBytes(Sound),
        """{"model":"clip-he-tuned","input":"a","encoding_format":"base64","dimensions":64,"user":"u"}"""u8.ToArray(),
        """{"model":"clip-base","modality":"text","input":["µm \u00e9\ud83d\ude00","b"],"encoding_format":"float"}"""u8.ToArray(),
        Encoding.UTF8.GetBytes($$"""{"model":"clip-base","modality":"image","input":["data:image/png;base64,{{Convert.ToBase64String(TestPng.Encode(4, 4, 1))}}"]}"""),
        Encoding.UTF8.GetBytes($$"""{"model":"clip-base","modality":"image","input":["data:image/png;base64,{{Convert.ToBase64String(TestPng.Encode(8, 2, 3))}}","data:image\/png;base64,{{Convert.ToBase64String(TestPng.Encode(2, 2, 4))}}"]}"""),
    ];

    [Fact]
    public async Task Post_BodyWithArbitraryEdits_IsAnsweredOrRefused()
    {
        await using var server = await RunningServer.StartAsync();
        var before = (await server.EmbedAsync(Sound))["data"]!.ToJsonString();

        await FuzzRun.RunAsync("request", 1_500, random => Mutations.Text(random, Seeds), async body =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await server.Http.PostAsync("/v1/embeddings", content);
            var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!;
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Assert.NotEmpty(answer["data"]!.AsArray());
                return;
            }

            Assert.InRange((int)response.StatusCode, 400, 499);
            Assert.All((string[])["message", "type", "code"], field => Assert.False(string.IsNullOrEmpty((string?)answer["error"]![field]), field));
        }, body => body);

        Assert.Equal(before, (await server.EmbedAsync(Sound))["data"]!.ToJsonString());
    }
}
