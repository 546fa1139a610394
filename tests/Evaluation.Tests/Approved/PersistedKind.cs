using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MuBench.TestUtils.Approved;

namespace MuBench.Tests.Approved;

/// <summary>
/// A kind of document that MuBench stores or serves. Its name is that of its approved files, and does not change with the type's
/// name.
/// </summary>
/// <param name="Name">Name of its approved files.</param>
/// <param name="Type">The JSON metadata for reading it.</param>
/// <param name="RewriteAsync">Reads a document and writes it as production code does.</param>
internal sealed record PersistedKind(string Name, JsonTypeInfo Type, Func<byte[], Task<byte[]>> RewriteAsync)
{
    /// <summary>A kind that production code writes with the context only.</summary>
    public static PersistedKind Of<T>(string name, JsonTypeInfo<T> type) => Of(name, type, value => JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A kind that production code writes in another way.</summary>
    public static PersistedKind Of<T>(string name, JsonTypeInfo<T> type, Func<T, byte[]> write) => Of(name, type, value => Task.FromResult(write(value)));

    /// <inheritdoc cref="Of{T}(string, JsonTypeInfo{T}, Func{T, byte[]})"/>
    public static PersistedKind Of<T>(string name, JsonTypeInfo<T> type, Func<T, Task<byte[]>> write) =>
        new(name, type, json => write(JsonSerializer.Deserialize(json, type)!));

    /// <summary>Makes a document of the kind.</summary>
    /// <param name="isBare">Whether it has the required members only.</param>
    public byte[] Fill(bool isBare)
    {
        var filled = new FilledJson(Name);
        return System.Text.Encoding.UTF8.GetBytes(isBare ? filled.Bare(Type) : filled.Full(Type));
    }
}
