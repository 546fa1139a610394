using MuBench.Contrastive;
using MuBench.Imaging;
using MuBench.Inference.Batching;
using MuBench.Inference.Metrics;

namespace MuBench.Inference.Serving;

/// <summary>A model that handles requests.</summary>
internal sealed class ServedModel : IAsyncDisposable
{
    /// <summary>The value of the <c>modality</c> field for images.</summary>
    public const string ImageModality = "image";

    /// <summary>The value of the <c>modality</c> field for texts.</summary>
    public const string TextModality = "text";

    private const int RevisionDigits = 12;

    private readonly ContrastiveModel _model;
    private readonly Batcher<ImageTensor, float[]> _images;
    private readonly Batcher<string, float[]> _texts;
    private readonly SemaphoreSlim _decoders;
    private readonly ServerOptions _options;
    private readonly ServerMetrics _metrics;

    public ServedModel(LoadedModel loaded, Device device, SemaphoreSlim decoders, ServerOptions options, ServerMetrics metrics, TimeProvider time)
    {
        (Loaded, _model, _decoders, _options, _metrics) = (loaded, loaded.Model, decoders, options, metrics);
        _images = new(batch => _model.EmbedImages(batch), tensor => tensor.Dispose(), SettingsOf(ImageModality));
        _texts = new(batch => _model.EmbedTextsOnce(batch), _ => { }, SettingsOf(TextModality));

        BatchSettings SettingsOf(string modality) => new(
            options.BatchSize, options.BatchDelay, device, metrics.ObserverOf(loaded.Id, modality, ExecutionProviders.RuntimeName(options.Provider)), time);
    }

    /// <summary>The loaded model.</summary>
    public LoadedModel Loaded { get; }

    /// <summary>The id in requests.</summary>
    public string Id => Loaded.Id;

    /// <summary>The id with the version of the folder's content; responses name the model by it.</summary>
    public string VersionedId => $"{Loaded.Id}@{Loaded.Revision[..RevisionDigits]}";

    /// <summary>Embeds a text, in a batch with the texts of other requests.</summary>
    public Task<float[]> EmbedTextAsync(string text, CancellationToken cancellationToken) => _texts.AddAsync(text, cancellationToken);

    /// <summary>Decodes an image on another thread and embeds it, in a batch with the images of other requests.</summary>
    /// <exception cref="ImageException">The image cannot be used.</exception>
    public async Task<float[]> EmbedImageAsync(ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken)
    {
        ImageTensor tensor;
        await _decoders.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            tensor = await Task.Run(() => Decode(encoded), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _decoders.Release();
        }

        return await _images.AddAsync(tensor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Number of tokens of a text.</summary>
    public int CountTokens(string text) => _model.CountTokens(text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _images.DisposeAsync().ConfigureAwait(false);
        await _texts.DisposeAsync().ConfigureAwait(false);
        _model.Dispose();
    }

    private ImageTensor Decode(ReadOnlyMemory<byte> encoded)
    {
        var started = TimeProvider.System.GetTimestamp();
        ImageInspector.Inspect(encoded.Span, _options.MaxPixels);
        var tensor = _model.Preprocess(encoded);
        _metrics.Decoded(TimeProvider.System.GetElapsedTime(started));
        return tensor;
    }
}
