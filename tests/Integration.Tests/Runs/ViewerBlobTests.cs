using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>The viewer as a process over a blob container in Azurite.</summary>
public sealed partial class ViewerBlobTests(AzuriteServer azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task View_OverABlobStore_ShowsRunsQuestionsAndImagesAndKeepsNotesByTheirETag()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "viewer");
        Assert.Equal(0, (await folder.CliAsync("run", "manifest.json")).Code);
        using var viewer = folder.View(Path.Combine(folder.Folder, "data"));
        var address = await AddressOfAsync(viewer);
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address, "/") };

        var runs = await client.GetStringAsync(address, Token);
        var dataset = DatasetLink().Match(runs).Groups[1].Value;
        Assert.Contains("1 of 1 runs", runs, StringComparison.Ordinal);
        Assert.Contains("table class=\"board", await client.GetStringAsync($"/leaderboard/{dataset}?wait=1", Token), StringComparison.Ordinal);
        var found = JsonNode.Parse(await client.GetStringAsync($"/api/questions/{dataset}?task=fine", Token))!;
        Assert.Equal(folder.Questions / 6, (int)found["total"]!);
        foreach (var image in new[] { "images", "full" })
        {
            using var picture = await client.GetAsync((string)found["data"]!["rows"]![0]![image]![0]!, Token);
            Assert.Equal((HttpStatusCode.OK, image == "full" ? "image/png" : "image/webp"), (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType));
        }

        var token = ChangeToken().Match(await client.GetStringAsync($"/questions/{dataset}", Token)).Groups[1].Value;
        var (made, version) = await ChangeAsync(client, dataset, token, "none", "first");
        Assert.Equal(HttpStatusCode.OK, made);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await ChangeAsync(client, dataset, token, "none", "second")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(client, dataset, token, version, "third")).Status);
        Assert.Contains("third", await client.GetStringAsync($"/api/questions/{dataset}?tag=*", Token), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Version)> ChangeAsync(HttpClient client, string dataset, string token, string version, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/questions/{dataset}/note?id=0.stain")
        {
            Content = new StringContent(new JsonObject { ["text"] = text, ["tags"] = new JsonArray("cut") }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("X-MuBench-Token", token);
        using var response = await client.SendAsync(request, Token);
        return (response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["version"] ?? "");
    }

    private static async Task<Uri> AddressOfAsync(CliProcess viewer)
    {
        await viewer.SeenAsync(() => viewer.Output.Contains("Ctrl-C", StringComparison.Ordinal));
        return new Uri(Address().Match(viewer.Output).Value);
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();

    [GeneratedRegex("/leaderboard/([^\"]+)\"")]
    private static partial Regex DatasetLink();

    [GeneratedRegex("data-token=\"([0-9a-f]+)\"")]
    private static partial Regex ChangeToken();
}
