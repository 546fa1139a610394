using System.Security.Cryptography;
using MuBench.Models.Http;

namespace MuBench.Tests.Models.Http;

/// <summary>Bodies of responses that are read up to a maximum.</summary>
public sealed class BoundedBodyTests
{
    private const long MaxBytes = 16 << 20;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(4096, false)]
    [InlineData(65_535, true)]
    [InlineData(65_536, true)]
    [InlineData(300_001, true)]
    [InlineData(300_001, false)]
    public async Task Read_Body_IsWhole(int length, bool announced)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        using var response = Response(new MemoryStream(bytes), announced ? length : null);

        using var body = await BoundedBody.ReadAsync(response, MaxBytes, TestContext.Current.CancellationToken);

        Assert.True(bytes.AsSpan().SequenceEqual(body.Bytes.Span));
    }

    [Fact]
    public async Task Read_LengthAnnouncedAndNothingSent_TakesASmallBuffer()
    {
        var stream = new EmptyStream();
        using var response = Response(stream, MaxBytes);

        using var body = await BoundedBody.ReadAsync(response, MaxBytes, TestContext.Current.CancellationToken);

        Assert.Equal(0, body.Bytes.Length);
        Assert.InRange(stream.FirstBufferBytes, 1, 64 * 1024);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_MoreThanTheMaximum_IsRefused(bool announced)
    {
        using var response = Response(new MemoryStream(new byte[1001]), announced ? 1001 : null);

        await Assert.ThrowsAsync<ResponseTooLargeException>(async () => await BoundedBody.ReadAsync(response, 1000, TestContext.Current.CancellationToken));
    }

    private static HttpResponseMessage Response(Stream stream, long? announced)
    {
        var content = new UnmeasuredContent(stream);
        content.Headers.ContentLength = announced;
        return new HttpResponseMessage { Content = content };
    }

    // A StreamContent would announce the length of its stream by itself.
    private sealed class UnmeasuredContent(Stream stream) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(stream);

        protected override Task SerializeToStreamAsync(Stream target, System.Net.TransportContext? context) => stream.CopyToAsync(target);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class EmptyStream : MemoryStream
    {
        public int FirstBufferBytes { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (FirstBufferBytes == 0)
                FirstBufferBytes = buffer.Length;
            return ValueTask.FromResult(0);
        }
    }
}
