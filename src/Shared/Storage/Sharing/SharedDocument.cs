using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MuBench.Storage.Sharing;

/// <summary>
/// A small document that several processes change. Each change is made from the newest version: if another process was
/// faster, the change is computed again from what that process wrote.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
/// <typeparam name="T">The document's type. Two successive contents must differ.</typeparam>
/// <param name="store">The store.</param>
/// <param name="path">The path of the document.</param>
/// <param name="type">The JSON of the document.</param>
/// <param name="time">The clock.</param>
/// <param name="seed">Seeds the pauses between tries. It differs between processes, so that two which met once do not meet again.</param>
public sealed class SharedDocument<T>(IArtifactStore store, StorePath path, JsonTypeInfo<T> type, TimeProvider time, int seed)
    where T : class
{
    /// <summary>Maximum number of versions from which one change is computed.</summary>
    public const int MaxTries = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(seed);
    private StoreVersion? _known;

    /// <summary>Changes the document.</summary>
    /// <param name="change">
    /// Makes the new document from the present one, which is null if there is none. It may be called several times; the
    /// last call is the one that counts.
    /// </param>
    /// <param name="readsFirst">
    /// Whether the document is read first. A process that expects to be the only writer saves the reading: if it is not, the
    /// store refuses the change, and the document is read then.
    /// </param>
    /// <param name="cancellationToken">Stops waiting for the call, which may still succeed.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="StoreException">The store cannot be reached, or other processes were faster every time.</exception>
    /// <exception cref="UserException">The stored document is damaged.</exception>
    public async Task<T> ChangeAsync(Func<T?, T> change, bool readsFirst, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (readsFirst)
            _known = null;
        for (var tries = 1; ; tries++)
        {
            _known ??= await store.TryReadVersionAsync(path, cancellationToken).ConfigureAwait(false);
            var changed = change(_known is { } known ? JsonDocuments.Read(known.Content, type, path) : null);
            var content = JsonSerializer.SerializeToUtf8Bytes(changed, type);
            var before = _known?.Tag;
            _known = null; // unknown until the store has answered
            if (await store.TryReplaceAsync(path, content, before, cancellationToken).ConfigureAwait(false) is { } tag)
            {
                _known = new StoreVersion(content, tag);
                return changed;
            }

            if (tries == MaxTries)
                throw new StoreException($"'{path}' could not be changed in {store.Description}: other processes changed it {MaxTries} times meanwhile.");
            await Task.Delay(FirstPause * tries * (0.5 + _random.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
