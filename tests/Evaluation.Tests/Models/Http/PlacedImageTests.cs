using System.Text;
using Microsoft.Extensions.AI;
using MuBench.Models.Generative;
using MuBench.Models.Http;

namespace MuBench.Tests.Models.Http;

/// <summary>Images that are put into a request when it is sent.</summary>
public sealed class PlacedImageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithImages_HasThemInOrderAndItsLength()
    {
        PlacedImage[] images = [new([1, 2, 251], "image/png"), new([3], "image/png"), new([1, 2, 251], "image/png")];

        var (body, length) = await SendAsync(images, $"a{Mark(images[0])}b{Mark(images[1])}{Mark(images[2])}c");

        Assert.Equal(("aAQL7bAw==AQL7c", 15), (body, length));
    }

    [Fact]
    public async Task Request_ThatLacksAnImage_IsNotSent() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync([new([1], "image/png")], "no image"));

    [Theory]
    [InlineData("""{"choices":[{"finish\u005freason":"eos"}]}""")]
    [InlineData("""{"choices":[{"finish_reason":"stop"},{"finish_reason" : "eos"}]}""")]
    [InlineData("""{"note":"\"finish_reason\":\"stop\"","choices":[{"finish_reason":"e\u006fs"}]}""")]
    public void Mend_WordInAnySpelling_IsFound(string body) => Assert.NotNull(FinishWords.Mend(Encoding.UTF8.GetBytes(body)));

    private static string Mark(PlacedImage image) => Encoding.ASCII.GetString(image.Mark.Span);

    private static async Task<(string Body, long? Length)> SendAsync(PlacedImage[] images, string written)
    {
        var sent = new Sent();
        using var http = ProviderHttp.Over(sent);
        using var client = new HeaderKeepingChatClient(new Writing(http, written));
        await client.GetResponseAsync([new ChatMessage(ChatRole.User, [.. images])], null, Token);
        return (sent.Body!, sent.Length);
    }

    /// <summary>Keeps the body of a request.</summary>
    private sealed class Sent : HttpMessageHandler
    {
        public string? Body { get; private set; }

        public long? Length { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Length, Body) = (request.Content!.Headers.ContentLength, await request.Content.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage { Content = new StringContent("{}") };
        }
    }

    /// <summary>A client that writes a fixed body.</summary>
    private sealed class Writing(HttpClient http, string body) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            using var content = new StringContent(body);
            using var response = await http.PostAsync(new Uri("http://127.0.0.1/"), content, cancellationToken);
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "A"));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
