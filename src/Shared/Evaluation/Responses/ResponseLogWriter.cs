using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>
/// Appends answers to a response log by group commit: one append is on its way, and the next one takes all that
/// was handed over meanwhile. So the store sees few appends however many answers come, and an answer waits for one
/// append, seldom two.
/// </summary>
/// <remarks>
/// Safe for concurrent use. After a failed append the writer goes on: the store ends a torn line before the next
/// one, and lines that were stored although their append was reported as failed are only there twice at worst.
/// </remarks>
public sealed class ResponseLogWriter : IAsyncDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The log is read by JSON parsers alone, and answers in other scripts should stay short and legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _threadBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _threadWriter;

    private readonly IArtifactStore _store;
    private readonly StorePath _path;
    private readonly Lock _lock = new();
    private Batch _queued = new();
    private Batch? _spare;
    private Task _pump = Task.CompletedTask;
    private bool _isPumping;
    private bool _isCompleted;

    /// <summary>Creates a writer; nothing is written before the first answer.</summary>
    public ResponseLogWriter(IArtifactStore store, StorePath path)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _path) = (store, path);
    }

    /// <summary>Appends an answer; completes when the store has acknowledged the append that carries it.</summary>
    /// <param name="record">The answer.</param>
    /// <param name="cancellationToken">Ends the waiting, not the append: an answer that was paid for is kept.</param>
    /// <exception cref="StoreException">The append failed, for all whose answers it carried.</exception>
    public Task AppendAsync(ResponseRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        var line = Serialize(record);
        Task acknowledged;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isCompleted, this);
            _queued.Add(line);
            acknowledged = _queued.Acknowledged;
            if (!_isPumping)
            {
                _isPumping = true;
                _pump = Task.Run(PumpAsync, CancellationToken.None);
            }
        }

        return acknowledged.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more answers and waits until every one handed over is stored, or its caller told why not.</summary>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _isCompleted = true;
            return _pump;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CompleteAsync();

    // The line is valid until this thread's next call.
    private static ReadOnlySpan<byte> Serialize(ResponseRecord record)
    {
        var buffer = _threadBuffer ??= new ArrayBufferWriter<byte>(4096);
        var writer = _threadWriter ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, record, ResponseJsonContext.Default.ResponseRecord);
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private async Task PumpAsync()
    {
        while (TryTake(out var batch))
        {
            try
            {
                await _store.AppendAsync(_path, batch.Lines, CancellationToken.None);
                batch.Acknowledge();
            }
            catch (Exception fault)
            {
                batch.Fail(fault); // learnt by every caller whose answer it carried
            }

            lock (_lock)
                _spare = batch;
        }
    }

    private bool TryTake(out Batch batch)
    {
        lock (_lock)
        {
            batch = _queued;
            if (batch.Lines.IsEmpty)
            {
                _isPumping = false;
                return false;
            }

            _queued = _spare ?? new Batch();
            _spare = null;
            _queued.Clear();
            return true;
        }
    }

    private sealed class Batch
    {
        private readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
        private TaskCompletionSource _acknowledged = NewSource();

        public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

        public Task Acknowledged => _acknowledged.Task;

        public void Add(ReadOnlySpan<byte> line) => _lines.Write(line);

        public void Acknowledge() => _acknowledged.SetResult();

        public void Fail(Exception fault)
        {
            _acknowledged.SetException(fault);
            _ = _acknowledged.Task.Exception; // seen, even if every caller has stopped waiting
        }

        public void Clear()
        {
            _lines.ResetWrittenCount();
            _acknowledged = NewSource();
        }

        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
