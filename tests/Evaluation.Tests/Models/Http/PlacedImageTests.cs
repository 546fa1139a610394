using System.Buffers;
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
    public async Task Image_ReleasedWhileARequestIsWritten_KeepsItsBytesUntilThen()
    {
        var bytes = Enumerable.Range(0, 3000).Select(value => (byte)value).ToArray();
        var shared = new SharedImages(2, () => new PreparedImages([new PlacedImage(bytes, "image/png")], []));
        var image = (PlacedImage)shared.Value.Contents[0];
        using var content = new SegmentedContent([new("a"u8.ToArray()), new("c"u8.ToArray())], [image], null);
        await using var stream = new WaitingStream();
        var writing = content.CopyToAsync(stream, Token);
        await stream.Reached;

        shared.Release();
        image.Hold();
        image.Release(); // the second question holds it still
        shared.Release();
        var others = Enumerable.Range(0, 200).Select(_ => ArrayPool<byte>.Shared.Rent(image.EncodedLength)).ToList();
        foreach (var other in others)
            other.AsSpan().Fill((byte)'x');
        stream.Continue();
        await writing;

        Assert.Equal($"a{Convert.ToBase64String(bytes)}c", Encoding.ASCII.GetString(stream.ToArray()));
        Assert.Throws<ObjectDisposedException>(() => image.Hold());
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

    /// <summary>Copies an image only when it is allowed to.</summary>
    private sealed class WaitingStream : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _continued = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Continue() => _continued.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Length > 1)
            {
                _reached.SetResult();
                await _continued.Task;
            }

            await base.WriteAsync(buffer, cancellationToken);
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
