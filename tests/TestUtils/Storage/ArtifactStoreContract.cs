using System.Text;
using MuBench.Storage;

namespace MuBench.Tests.Storage;

/// <summary>The behaviour that every store must have.</summary>
public abstract partial class ArtifactStoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's store; each call returns another instance on the same content.</summary>
    protected abstract Task<IArtifactStore> OpenAsync();

    /// <summary>Appends bytes without using the store, as a torn write leaves them.</summary>
    protected abstract Task AppendRawAsync(StorePath path, byte[] bytes);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static async Task WriteInPiecesAsync(Stream stream, byte[] content, CancellationToken token)
    {
        var size = 1;
        for (var offset = 0; offset < content.Length; size = Math.Min(size * 3, 3_000_000))
        {
            var piece = content.AsMemory(offset, Math.Min(size, content.Length - offset));
            if (offset % 2 == 0)
                await stream.WriteAsync(piece, token);
            else
                stream.Write(piece.Span);
            offset += piece.Length;
        }
    }

    // Assert.Equal would print megabytes.
    private static void AssertSame(byte[] expected, byte[]? actual) => Assert.True(expected.AsSpan().SequenceEqual(actual));

    private static async Task<string> ReadAsync(IArtifactStore store, StorePath path) =>
        Encoding.UTF8.GetString(await store.TryReadAsync(path, Token) ?? []);

    private static async Task<List<StoreEntry>> ListAsync(IArtifactStore store, StorePath folder)
    {
        var items = new List<StoreEntry>();
        await foreach (var item in store.ListAsync(folder, Token))
            items.Add(item);
        return items;
    }
}
