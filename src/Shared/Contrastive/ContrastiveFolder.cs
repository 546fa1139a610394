namespace MuBench.Contrastive;

/// <summary>
/// The files of a contrastive model in the layout of Hugging Face and Optimum: <c>config.json</c>,
/// <c>preprocessor_config.json</c>, a tokenizer, and ONNX files in <c>onnx/</c> or in the folder itself: <c>vision_model.onnx</c> with
/// <c>text_model.onnx</c>, or one <c>model.onnx</c>. Other precisions have a suffix (<see cref="OnnxNames"/>). A folder exported from
/// open_clip has <c>open_clip_config.json</c> in place of both JSON files.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="VisionModel">The ONNX file of the image side.</param>
/// <param name="TextModel">The ONNX file of the text side; the same as <paramref name="VisionModel"/> for a combined one.</param>
public sealed record ContrastiveFolder(string Path, string VisionModel, string TextModel)
{
    internal const string Vision = "vision_model", Text = "text_model", Combined = "model";

    /// <summary>Whether one file holds both sides.</summary>
    public bool IsCombined => VisionModel == TextModel;

    /// <summary>The path of <c>config.json</c>; null if there is none.</summary>
    public string? Config => Existing("config.json");

    /// <summary>The path of <c>preprocessor_config.json</c>; null if there is none.</summary>
    public string? Preprocessor => Existing("preprocessor_config.json");

    /// <summary>The path of <c>open_clip_config.json</c>; null if there is none.</summary>
    public string? OpenClip => Existing("open_clip_config.json");

    /// <summary>Finds the files. A missing file is a fault that names it and its expected content.</summary>
    public static ContrastiveFolder Open(string path, string precision)
    {
        if (!Directory.Exists(path))
            throw new UserException($"The model folder '{path}' does not exist.");
        var (vision, text) = FindOnnx(path, precision);
        var folder = new ContrastiveFolder(path, vision, text);
        if (folder.Config is null && folder.OpenClip is null)
            throw Missing(path, "config.json", "the model's configuration in Hugging Face's layout (or open_clip_config.json)");
        if (folder.Preprocessor is null && folder.OpenClip is null)
            throw Missing(path, "preprocessor_config.json", "how images are resized and normalised (or open_clip_config.json with preprocess_cfg)");
        return folder;
    }

    private static (string Vision, string Text) FindOnnx(string path, string precision)
    {
        string[] folders = [System.IO.Path.Combine(path, "onnx"), path];
        var names = OnnxNames.Of(precision);
        foreach (var folder in folders)
        {
            foreach (var suffix in names)
            {
                var (vision, text) = (File(folder, Vision, suffix), File(folder, Text, suffix));
                if (System.IO.File.Exists(vision) && System.IO.File.Exists(text))
                    return (vision, text);
            }
        }

        foreach (var folder in folders)
        {
            if (names.Select(suffix => File(folder, Combined, suffix)).FirstOrDefault(System.IO.File.Exists) is { } combined)
                return (combined, combined);
        }

        foreach (var (folder, suffix) in folders.SelectMany(folder => names.Select(suffix => (folder, suffix))))
        {
            var has = new[] { Vision, Text }.FirstOrDefault(name => System.IO.File.Exists(File(folder, name, suffix)));
            if (has is not null)
                throw Missing(path, $"onnx/{(has == Vision ? Text : Vision)}{suffix}.onnx beside {has}{suffix}.onnx", "the other encoder, with its projection");
        }

        var wanted = names[0];
        throw Missing(
            path, $"onnx/{Vision}{wanted}.onnx with onnx/{Text}{wanted}.onnx, nor onnx/{Combined}{wanted}.onnx",
            "the exported image and text encoders with their projections" + (wanted.Length == 0 ? "" : $", for the precision {precision}"));

        static string File(string folder, string name, string suffix) => System.IO.Path.Combine(folder, name + suffix + ".onnx");
    }

    private static UserException Missing(string path, string file, string holds) =>
        new($"The model folder '{path}' has no {file}: it should hold {holds}.");

    private string? Existing(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        return File.Exists(file) ? file : null;
    }
}
