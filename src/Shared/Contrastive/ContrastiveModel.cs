using MuBench.Contrastive.Families;
using MuBench.Contrastive.Tokenizers;
using MuBench.Imaging.Display;

namespace MuBench.Contrastive;

/// <summary>
/// A contrastive image-text model (CLIP and similar ones) as ONNX, run in process. It embeds captions and pictures; the cosine
/// similarities of the embeddings are the responses to questions. Thread-safe. On the processor, one forward pass uses every core.
/// </summary>
public sealed class ContrastiveModel : IDisposable
{
    private static readonly string[] ImageOutputs = ["image_embeds", "image_features", "image_embedding", "image_embeddings"];
    private static readonly string[] TextOutputs = ["text_embeds", "text_features", "text_embedding", "text_embeddings"];

    private readonly OnnxEncoder _vision;
    private readonly OnnxEncoder _text;
    private readonly ImagePreprocessor _preprocessor;
    private readonly ImageEncoder _images;
    private readonly TextEncoder _texts;

    private ContrastiveModel(ContrastiveFolder folder, OnnxEncoder vision, OnnxEncoder text, IntegerOperators operators, ContrastiveOptions options)
    {
        (_vision, _text) = (vision, text);
        var config = ContrastiveConfig.Read(folder);
        var spec = PreprocessSpecReader.Read(folder);
        if (!text.TakesText)
            throw new UserException($"'{text.Path}' has no input input_ids: it should hold the text encoder.");
        var family = config.Family;
        var tokenizer = TokenizerReader.Read(folder.Path, config.CaptionLength, family);
        _texts = new TextEncoder(text, tokenizer, text.FindOutput(TextOutputs, family.PooledText), options.BatchSize)
        {
            PadTo = family.PadsToLength ? config.TextLength : null,
            AttendsToPadding = family.AttendsToPadding,
        };
        _images = new ImageEncoder(vision, vision.FindOutput(ImageOutputs, family.PooledImage), options.BatchSize, folder.IsCombined ? _texts : null);
        CheckSize(spec, _images.Size, vision.Path);
        _preprocessor = new ImagePreprocessor(spec, vision.TakesHalf);
        (LogitScale, LogitBias, Scores) = (config.LogitScale, config.LogitBias, family.Scores);
        Files = folder;
        ComputedBy = Arithmetic.Of(operators, options);
        SourceDescription = $"{config.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Path))} ({family.Name}, ONNX, {(options.Provider == ExecutionProviders.TensorRt ? "TensorRT" : options.Provider.ToUpperInvariant())})";
    }

    /// <summary>The factor that turns a similarity into a logit.</summary>
    public float LogitScale { get; }

    /// <summary>Added to that product. 0 except for models with sigmoid scores.</summary>
    public float LogitBias { get; }

    /// <summary>How similarities become confidences.</summary>
    public ScoreFunction Scores { get; }

    /// <summary>The files of the model.</summary>
    internal ContrastiveFolder Files { get; }

    /// <summary>The precision and the instruction set of its computations, such as <c>fp32 on x64 AVX2</c>.</summary>
    public string ComputedBy { get; }

    /// <summary>Whether some of its operators may saturate on this processor. Another processor would then give other scores.</summary>
    public bool MaySaturate => ComputedBy.Contains(Arithmetic.MaySaturate, StringComparison.Ordinal);

    /// <summary>The model in words, for reports.</summary>
    public string SourceDescription { get; }

    /// <summary>Number of captions that the model has computed.</summary>
    internal int TextsComputed => _texts.Computed;

    /// <summary>Loads a model from a folder in the layout of Hugging Face and Optimum.</summary>
    /// <exception cref="UserException">A file is missing or cannot be used; the message names it.</exception>
    public static ContrastiveModel Load(string folder, ContrastiveOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        var files = ContrastiveFolder.Open(folder, options.Precision);
        OnnxEncoder? vision = null, text = null;
        try
        {
            vision = new OnnxEncoder(files.VisionModel, options);
            text = files.IsCombined ? vision : new OnnxEncoder(files.TextModel, options);
            var operators = IntegerOperators.Read(files, options.Precision);
            return new ContrastiveModel(files, vision, text, operators, operators.ScalesWithBatch ? options with { BatchSize = 1 } : options);
        }
        catch
        {
            vision?.Dispose();
            text?.Dispose();
            throw;
        }
    }

    /// <summary>Embeds captions: vectors of length 1, in the given order. Each distinct caption is computed once and kept.</summary>
    public float[][] EmbedTexts(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return _texts.Embed(texts);
    }

    /// <summary>
    /// Embeds captions as <see cref="EmbedTexts"/> does, without keeping them: for a server, whose captions are unlimited.
    /// </summary>
    public float[][] EmbedTextsOnce(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return _texts.EmbedOnce(texts);
    }

    /// <summary>Number of tokens of a caption, including those at its ends.</summary>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _texts.CountTokens(text);
    }

    /// <summary>The token ids of a caption, including those at its ends, without padding.</summary>
    internal int[] Tokenize(string text) => _texts.Tokenize(text);

    /// <summary>
    /// Embeds the options of a question. An option with several sentences gets the mean of their vectors, scaled to length 1.
    /// </summary>
    /// <param name="options">The options; ignored if <paramref name="sentences"/> are given.</param>
    /// <param name="sentences">The sentences of each option; null if each option is one text.</param>
    public float[][] EmbedOptions(IReadOnlyList<string>? options, IReadOnlyList<IReadOnlyList<string>>? sentences)
    {
        if (sentences is not null)
            return [.. sentences.Select(_texts.EmbedMean)];
        ArgumentNullException.ThrowIfNull(options);
        return _texts.Embed(options);
    }

    /// <summary>
    /// Converts an encoded image to the model's input, as the authors' loader reads it. Dispose the result after its batch.
    /// </summary>
    /// <exception cref="MuBench.Imaging.ImageException">The image cannot be used.</exception>
    public ImageTensor Preprocess(ReadOnlyMemory<byte> encoded) => Preprocess(encoded, DisplayRule.Authors);

    /// <summary>Converts an encoded image of a run to the model's input. Dispose the result after its batch.</summary>
    /// <param name="encoded">The image.</param>
    /// <param name="display">The rule for samples of more than 8 bits; null if there is none, which is valid for 8-bit images only.</param>
    /// <exception cref="MuBench.Imaging.ImageException">The image cannot be used.</exception>
    public ImageTensor Preprocess(ReadOnlyMemory<byte> encoded, DisplayRule? display) => _preprocessor.Run(encoded, display);

    /// <summary>Embeds preprocessed images: vectors of length 1, in the given order.</summary>
    public float[][] EmbedImages(IReadOnlyList<ImageTensor> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _images.Embed(batch);
    }

    /// <summary>Reads the facts that scoring needs.</summary>
    /// <exception cref="UserException">A file is damaged.</exception>
    public ModelFacts ReadFacts() => ContrastiveFacts.Read(Files);

    /// <summary>Reads which devices ran the nodes of all passes so far, and ends profiling. Empty if there was no profiling.</summary>
    public NodePlacement ReadPlacement()
    {
        var placement = new NodePlacement();
        _vision.ReadPlacement(placement);
        if (_text != _vision)
            _text.ReadPlacement(placement);
        return placement;
    }

    /// <summary>Cosine similarity of two embeddings.</summary>
    public static float Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Embedding.Dot(a, b);

    /// <summary>Frees the sessions.</summary>
    public void Dispose()
    {
        _vision.Dispose();
        _text.Dispose();
    }

    private static void CheckSize(PreprocessSpec spec, (int? Width, int? Height) taken, string path)
    {
        if (spec.OutputSize is not { } made)
            throw new UserException($"The preprocessing of the model of '{path}' neither crops images nor resizes them to one size, so that they form no batch.");
        if ((taken.Width ?? made.Width, taken.Height ?? made.Height) != made)
            throw new UserException(
                $"'{path}' takes images of {taken.Width} x {taken.Height}, but preprocessor_config.json makes them {made.Width} x {made.Height}.");
    }
}
