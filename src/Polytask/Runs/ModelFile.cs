using System.Security.Cryptography;
using System.Text.Json;

namespace Polytask.Runs;

/// <summary>A model as it lies on disk.</summary>
/// <param name="Document">What the model is made of.</param>
/// <param name="Tensors">Its parameters.</param>
public sealed record StoredModel(JsonElement Document, TensorSet Tensors);

/// <summary>
/// A saved model: a folder with <c>model.json</c> (what it is made of) and <c>model.safetensors</c> (its parameters). Nothing in it
/// can be executed, and the two files belong together: the second carries a digest of the first.
/// </summary>
public static class ModelFile
{
    private const string DocumentName = "model.json";
    private const string TensorsName = "model.safetensors";
    private const string DocumentKey = "polytask.document.sha256";
    private static readonly FileFormat Format = new("polytask.model", 1);

    /// <summary>Writes a model folder; one that stands there is replaced as a whole.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="describe">Writes one JSON value: what the model is made of.</param>
    /// <param name="tensors">Its parameters.</param>
    /// <exception cref="CheckpointException">It cannot be written; the model that stood there stands there still.</exception>
    public static void Write(string folder, Action<Utf8JsonWriter> describe, IReadOnlyList<StoredTensor> tensors)
    {
        var (fresh, old) = (folder + ".tmp", folder + ".old");
        using var document = new MemoryStream();
        using (var writer = new Utf8JsonWriter(document, new JsonWriterOptions { Indented = true, NewLine = "\n" })) describe(writer);
        var metadata = new Dictionary<string, string> { [DocumentKey] = Digest(document.ToArray()) };
        Format.AddTo(metadata);
        try
        {
            Delete(fresh);
            Directory.CreateDirectory(fresh);
            AtomicFile.Write(Path.Combine(fresh, DocumentName), stream => stream.Write(document.ToArray()));
            SafeTensors.Write(Path.Combine(fresh, TensorsName), metadata, tensors);
            if (Directory.Exists(folder))
            {
                Delete(old);
                Directory.Move(folder, old);
            }
            Directory.Move(fresh, folder);
            Delete(old);
        }
        catch (Exception exception)
        {
            FileFault.Ignore(() =>
            {
                if (!Directory.Exists(folder) && Directory.Exists(old)) Directory.Move(old, folder);
                Delete(fresh);
            });
            if (FileFault.IsOne(exception))
                throw new CheckpointException($"{folder}  cannot be written: {FileFault.Describe(exception)}", exception);
            throw;
        }
    }

    /// <summary>Reads a model folder.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or is of another version.</exception>
    public static StoredModel Read(string folder)
    {
        var found = Find(folder);
        var path = Path.Combine(found, DocumentName);
        try
        {
            var (metadata, tensors) = SafeTensors.Read(Path.Combine(found, TensorsName));
            Format.Require(metadata, Path.Combine(found, TensorsName));
            var bytes = File.ReadAllBytes(path);
            if (metadata.GetValueOrDefault(DocumentKey) != Digest(bytes))
                throw new CheckpointException($"{path}  expected the file that was saved with {TensorsName}, found another or a changed one. Restore the folder from a copy, or train again.");
            return new(JsonElement.Parse(bytes), tensors);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{path}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }

    /// <summary>A digest of all that the model is: equal models, equal fingerprint.</summary>
    /// <exception cref="CheckpointException">It cannot be read.</exception>
    public static string Fingerprint(string folder)
    {
        // The file of the parameters carries a digest of the other one.
        var path = Path.Combine(Find(folder), TensorsName);
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{path}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
    }

    /// <summary>A program killed between two renames left the model under one of the other names.</summary>
    private static string Find(string folder) => Leftovers(folder).Prepend(folder).FirstOrDefault(f => File.Exists(Path.Combine(f, TensorsName)), folder);

    /// <summary>The folders that a program killed while it saved a model may leave behind, the newer one first.</summary>
    internal static IEnumerable<string> Leftovers(string folder) => [folder + ".tmp", folder + ".old"];

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
