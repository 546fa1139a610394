namespace MuBench.Models.Contrastive;

/// <summary>
/// The files of a contrastive model in Hugging Face/Optimum layout: <c>config.json</c>, <c>preprocessor_config.json</c>, a
/// tokenizer, and ONNX as <c>vision_model.onnx</c> with <c>text_model.onnx</c> or as one <c>model.onnx</c>, in <c>onnx/</c> or
/// beside the rest. A folder exported from open_clip has <c>open_clip_config.json</c> for both JSON files.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="VisionModel">The ONNX file of the image side.</param>
/// <param name="TextModel">The ONNX file of the text side; the same as <paramref name="VisionModel"/> for a combined one.</param>
internal sealed record ContrastiveFolder(string Path, string VisionModel, string TextModel)
{
    private const string Vision = "vision_model.onnx", Text = "text_model.onnx", Combined = "model.onnx";

    /// <summary>One file holds both sides.</summary>
    public bool IsCombined => VisionModel == TextModel;

    /// <summary><c>config.json</c>, where there is one.</summary>
    public string? Config => Existing("config.json");

    /// <summary><c>preprocessor_config.json</c>, where there is one.</summary>
    public string? Preprocessor => Existing("preprocessor_config.json");

    /// <summary><c>open_clip_config.json</c>, where there is one.</summary>
    public string? OpenClip => Existing("open_clip_config.json");

    /// <summary>Finds the files; a missing one is a fault that names it and says what it should hold.</summary>
    public static ContrastiveFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new UserException($"The model folder '{path}' does not exist.");
        var (vision, text) = FindOnnx(path);
        var folder = new ContrastiveFolder(path, vision, text);
        if (folder.Config is null && folder.OpenClip is null)
            throw Missing(path, "config.json", "the model's configuration in Hugging Face's layout (or open_clip_config.json)");
        if (folder.Preprocessor is null && folder.OpenClip is null)
            throw Missing(path, "preprocessor_config.json", "how images are resized and normalised (or open_clip_config.json with preprocess_cfg)");
        return folder;
    }

    private static (string Vision, string Text) FindOnnx(string path)
    {
        string[] folders = [System.IO.Path.Combine(path, "onnx"), path];
        foreach (var folder in folders)
        {
            var (vision, text) = (System.IO.Path.Combine(folder, Vision), System.IO.Path.Combine(folder, Text));
            if (File.Exists(vision) && File.Exists(text))
                return (vision, text);
        }

        foreach (var folder in folders)
        {
            var combined = System.IO.Path.Combine(folder, Combined);
            if (File.Exists(combined))
                return (combined, combined);
        }

        var has = folders.SelectMany(folder => new[] { Vision, Text }.Where(name => File.Exists(System.IO.Path.Combine(folder, name)))).FirstOrDefault();
        throw has is null
            ? Missing(path, $"onnx/{Vision} with onnx/{Text}, nor onnx/{Combined}", "the exported image and text encoders with their projections")
            : Missing(path, $"onnx/{(has == Vision ? Text : Vision)} beside {has}", "the other encoder, with its projection");
    }

    private static UserException Missing(string path, string file, string holds) =>
        new($"The model folder '{path}' has no {file}: it should hold {holds}.");

    private string? Existing(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        return File.Exists(file) ? file : null;
    }
}
