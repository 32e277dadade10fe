import java.io.File;
import java.io.PrintStream;
import java.util.List;
import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;
import org.omegat.util.Language;

/** Prints how many entries OmegaT finds in a glossary: arguments are source, target, file, repeated; a number a line. */
public class ReadGlossary {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (int i = 0; i + 2 < args.length; i += 3) {
            File file = new File(args[i + 2]);
            ProjectProperties project = new ProjectProperties(file.getParentFile());
            project.setSourceLanguage(new Language(args[i]));
            project.setTargetLanguage(new Language(args[i + 1]));
            Core.setProject(new NotLoadedProject() {
                @Override
                public ProjectProperties getProjectProperties() {
                    return project;
                }
            });
            boolean tbx = file.getName().endsWith(".tbx");
            List<GlossaryEntry> entries =
                tbx ? GlossaryReaderTBX.read(file, false) : GlossaryReaderTSV.read(file, false);
            out.println(entries.size());
        }
        System.exit(0);
    }
}
