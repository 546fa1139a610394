using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Responses;

/// <summary>
/// Appends responses to a response log by group commit: one append is in flight, and the next one contains everything
/// that was added meanwhile. The store therefore gets few appends, whatever the number of responses, and a response
/// waits for one append, seldom for two.
/// </summary>
/// <remarks>
/// Safe for concurrent use. After a failed append the writer continues: the store completes an unfinished line before
/// the next append. Lines that were stored although their append was reported as failed occur at most twice.
/// </remarks>
internal sealed class ResponseLogWriter : IAsyncDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The log is read only by JSON parsers, and responses in other scripts should stay short and readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _threadBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _threadWriter;

    private readonly IArtifactStore _store;
    private readonly StorePath _path;
    private readonly ArrayBufferWriter<byte>? _appended;
    private readonly Lock _lock = new();
    private Batch _queued = new();
    private Batch? _spare;
    private Task _pump = Task.CompletedTask;
    private bool _isPumping;
    private bool _isCompleted;

    /// <summary>Creates a writer. Nothing is written before the first response.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The path of the log.</param>
    /// <param name="appended">Gets the lines that the store has confirmed, in order; null if they are not kept.</param>
    public ResponseLogWriter(IArtifactStore store, StorePath path, ArrayBufferWriter<byte>? appended = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _path, _appended) = (store, path, appended);
    }

    /// <summary>Appends a response. Completes when the store has confirmed the append that contains it.</summary>
    /// <param name="record">The response.</param>
    /// <param name="cancellationToken">Ends the wait, not the append: a response that was paid for is kept.</param>
    /// <exception cref="StoreException">The append failed, for all callers whose responses it contained.</exception>
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

    /// <summary>Accepts no more responses and waits until every accepted one is stored or its append has failed.</summary>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _isCompleted = true;
            return _pump;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CompleteAsync().ConfigureAwait(false);

    // The result is valid until this thread's next call.
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
                await _store.AppendAsync(_path, batch.Lines, CancellationToken.None).ConfigureAwait(false);
                _appended?.Write(batch.Lines.Span);
                batch.Acknowledge();
            }
            catch (Exception fault)
            {
                batch.Fail(fault); // reported to every caller whose response it contained
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
            _ = _acknowledged.Task.Exception; // observed here, in case every caller has stopped waiting
        }

        public void Clear()
        {
            _lines.ResetWrittenCount();
            _acknowledged = NewSource();
        }

        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
